-- An exported GeoPackage 1.3: the tables that the standard asks for, with its metadata extension, then our layers.
-- {columns} are those of a record with their types, {drawn} the same of `event`.
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
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
CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    UNIQUE (table_name, column_name, extension_name)
);
INSERT INTO gpkg_extensions VALUES
    ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec131/#extension_metadata', 'read-write'),
    ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec131/#extension_metadata', 'read-write');
CREATE TABLE gpkg_metadata (
    id INTEGER PRIMARY KEY,
    md_scope TEXT NOT NULL DEFAULT 'dataset',
    md_standard_uri TEXT NOT NULL,
    mime_type TEXT NOT NULL DEFAULT 'text/xml',
    metadata TEXT NOT NULL DEFAULT ''
);
INSERT INTO gpkg_metadata (id, md_standard_uri) VALUES (1, 'http://gdal.org');
CREATE TABLE gpkg_metadata_reference (
    reference_scope TEXT NOT NULL,
    table_name TEXT,
    column_name TEXT,
    row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata (id),
    md_parent_id INTEGER REFERENCES gpkg_metadata (id)
);
INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', 1);

CREATE TABLE event (fid INTEGER PRIMARY KEY, geom POINT, area INTEGER, {columns});
CREATE TABLE area (fid INTEGER PRIMARY KEY, geom GEOMETRY, name TEXT NOT NULL, country TEXT NOT NULL);
CREATE VIEW event_area AS
    SELECT event.fid AS fid, area.geom AS geom, {drawn} FROM event JOIN area ON area.fid = event.area;
CREATE TABLE evidence (
    fid INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    article_id TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    words TEXT -- NULL where excerpts may not leave
);
CREATE TABLE source (
    fid INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    source TEXT,
    grade TEXT, -- how reliable the source is by the Admiralty code, A to F
    title TEXT NOT NULL,
    published DATE,
    url TEXT,
    events INTEGER NOT NULL
);
CREATE TABLE about (fid INTEGER PRIMARY KEY, what TEXT NOT NULL, told TEXT NOT NULL);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('event', 'features', 'event', '', 4326),
    ('event_area', 'features', 'event_area', '', 4326),
    ('evidence', 'attributes', 'evidence', 'The words an event came from', NULL),
    ('source', 'attributes', 'source', 'The articles that the events rest on', NULL),
    ('about', 'attributes', 'about', 'Where this file comes from and what is in it', NULL);
INSERT INTO gpkg_geometry_columns VALUES
    ('event', 'geom', 'POINT', 4326, 0, 0),
    ('event_area', 'geom', 'GEOMETRY', 4326, 0, 0);
