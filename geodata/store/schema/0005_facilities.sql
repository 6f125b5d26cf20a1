-- What articles say of military facilities: who is there, from when to when.
CREATE TABLE facility_claim (
    fid INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (fid) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (fid) ON DELETE CASCADE,
    geonameid INTEGER NOT NULL REFERENCES place (geonameid),
    operator TEXT NOT NULL, -- as written; empty where the words name none
    first_day DATE, -- NULL: not known
    last_day DATE,
    ends INTEGER NOT NULL, -- 1 where the words tell that the operator left
    words TEXT NOT NULL
);
CREATE INDEX facility_claim_event ON facility_claim (event);
CREATE INDEX facility_claim_place ON facility_claim (geonameid);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('facility_claim', 'attributes', 'facility_claim', 'What articles say of military facilities', NULL);
