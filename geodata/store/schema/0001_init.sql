-- A GeoPackage 1.3: the tables that the standard asks for, then our layers and attribute tables.
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL),
    ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
    ('WGS 84', 4326, 'EPSG', 4326,
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
     'longitude and latitude in degrees');

CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name),
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name)
);

CREATE TABLE schema_migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE article (
    fid INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    url TEXT,
    source TEXT,
    language TEXT,
    published DATE,
    retrieved DATETIME,
    status TEXT NOT NULL DEFAULT 'read', -- or 'failed', with the reason
    reason TEXT,
    added DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE place (
    geonameid INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    latitude DOUBLE NOT NULL,
    longitude DOUBLE NOT NULL,
    feature_class TEXT NOT NULL,
    feature_code TEXT NOT NULL,
    country_code TEXT NOT NULL,
    admin1_code TEXT NOT NULL,
    population INTEGER NOT NULL
);

CREATE TABLE toponym (
    fid INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (fid) ON DELETE CASCADE,
    name TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    role TEXT NOT NULL,
    recognition_score DOUBLE NOT NULL,
    geonameid INTEGER REFERENCES place (geonameid), -- NULL: looked, and not sure
    resolution_score DOUBLE NOT NULL,
    coder TEXT NOT NULL
);
CREATE INDEX toponym_article ON toponym (article);

CREATE TABLE candidate (
    fid INTEGER PRIMARY KEY,
    toponym INTEGER NOT NULL REFERENCES toponym (fid) ON DELETE CASCADE,
    geonameid INTEGER NOT NULL REFERENCES place (geonameid),
    score DOUBLE NOT NULL,
    reasons TEXT NOT NULL -- a JSON list of sentences
);
CREATE INDEX candidate_toponym ON candidate (toponym);

-- The event layer. The point is NULL where only an area is known: see event_area.
CREATE TABLE event (
    fid INTEGER PRIMARY KEY,
    geom POINT,
    event_id TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    event_type TEXT NOT NULL,
    sub_event_type TEXT NOT NULL,
    status TEXT NOT NULL,
    event_date DATE,
    date_end DATE,
    time_precision TEXT NOT NULL,
    fatalities INTEGER,
    injured INTEGER,
    location TEXT,
    geonameid INTEGER REFERENCES place (geonameid),
    country_code TEXT,
    latitude DOUBLE,
    longitude DOUBLE,
    geo_precision TEXT NOT NULL,
    reasons TEXT NOT NULL, -- a JSON list of sentences
    score DOUBLE NOT NULL,
    coder TEXT NOT NULL,
    review TEXT NOT NULL
);
CREATE INDEX event_place ON event (latitude, longitude);
CREATE INDEX event_category_date ON event (category, event_date);

CREATE TABLE actor (
    fid INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (fid) ON DELETE CASCADE,
    name TEXT NOT NULL,
    inter INTEGER
);
CREATE INDEX actor_event ON actor (event);

CREATE TABLE evidence (
    fid INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (fid) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (fid) ON DELETE CASCADE,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
CREATE INDEX evidence_event ON evidence (event);
CREATE INDEX evidence_article ON evidence (article);

CREATE TABLE span (
    fid INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL REFERENCES evidence (fid) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
CREATE INDEX span_evidence ON span (evidence);

-- Countries and regions that events are known to, each stored once, and the events drawn on them.
CREATE TABLE area (
    fid INTEGER PRIMARY KEY,
    geom GEOMETRY NOT NULL,
    geonameid INTEGER NOT NULL UNIQUE REFERENCES place (geonameid),
    name TEXT NOT NULL,
    country_code TEXT NOT NULL
);
CREATE VIEW event_area AS
    SELECT event.fid AS fid, area.geom AS geom, event.event_id, event.category, event.event_type, event.sub_event_type, event.status,
           event.event_date, event.date_end, event.time_precision, event.fatalities, event.injured, event.location,
           area.name AS area_name, event.country_code, event.geo_precision, event.score, event.review
    FROM event JOIN area ON area.geonameid = event.geonameid
    WHERE event.geom IS NULL;

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('event', 'features', 'event', 'Events known to a point', 4326),
    ('event_area', 'features', 'event_area', 'Events known only to a country or region', 4326),
    ('area', 'features', 'area', 'Countries and regions named by events', 4326),
    ('article', 'attributes', 'article', 'Articles read', NULL),
    ('place', 'attributes', 'place', 'Gazetteer entries used', NULL),
    ('toponym', 'attributes', 'toponym', 'Place names found in articles', NULL),
    ('candidate', 'attributes', 'candidate', 'Places that a toponym might mean', NULL),
    ('actor', 'attributes', 'actor', 'Actors of events, the first one first', NULL),
    ('evidence', 'attributes', 'evidence', 'The words an event came from', NULL),
    ('span', 'attributes', 'span', 'Marked words of the evidence', NULL);
INSERT INTO gpkg_geometry_columns VALUES
    ('event', 'geom', 'POINT', 4326, 0, 0),
    ('event_area', 'geom', 'GEOMETRY', 4326, 0, 0),
    ('area', 'geom', 'GEOMETRY', 4326, 0, 0);

-- What the text filter looks through: accents and case folded.
CREATE VIRTUAL TABLE article_text USING fts5 (title, text, content = 'article', content_rowid = 'fid', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE event_text USING fts5 (location, actors, tokenize = "unicode61 remove_diacritics 2");
