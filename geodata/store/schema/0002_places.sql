-- How well a place stands for its name, and why; and what a person decided about names.
ALTER TABLE toponym ADD COLUMN geo_precision TEXT; -- NULL: as the place's own feature tells
ALTER TABLE toponym ADD COLUMN radius_km DOUBLE;
ALTER TABLE toponym ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]'; -- a JSON list of sentences

-- Each row is one decision and none is changed: the newest for a name and scope holds, and taking it back deletes it.
CREATE TABLE place_rule (
    fid INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, -- folded
    written TEXT, -- words that are to be a place name wherever they stand so; NULL: only where the name is found anyway
    scope TEXT NOT NULL, -- article, source or always
    within TEXT NOT NULL, -- the article's id or the source's name
    geonameid INTEGER REFERENCES place (geonameid), -- NULL: no place at all
    reason TEXT NOT NULL,
    added DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE INDEX place_rule_name ON place_rule (name, scope, within);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('place_rule', 'attributes', 'place_rule', 'What a person decided about place names', NULL);
