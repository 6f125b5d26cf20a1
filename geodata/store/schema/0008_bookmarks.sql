-- Views that a person named: the ground on screen, and the filter where it was kept with it.
CREATE TABLE bookmark (
    fid INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    south REAL NOT NULL, -- degrees; west may exceed east across the antimeridian
    west REAL NOT NULL,
    north REAL NOT NULL,
    east REAL NOT NULL,
    filter TEXT -- JSON; NULL: the ground alone
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('bookmark', 'attributes', 'bookmark', 'Named views of the map', NULL);
