-- The Admiralty code: how credible an event is, where a person said so, and how many tell of it independently; how reliable sources are.
ALTER TABLE event ADD COLUMN credibility TEXT; -- 1 to 6; NULL: as origins and sources suggest
ALTER TABLE event ADD COLUMN origins INTEGER NOT NULL DEFAULT 1;
-- Until such an event is written again, each source counts as one; copies are told from their texts then.
UPDATE event SET origins = (SELECT count(DISTINCT coalesce(source, article_id)) FROM evidence JOIN article ON article.fid = evidence.article
    WHERE evidence.event = event.fid)
    WHERE fid IN (SELECT event FROM evidence GROUP BY event HAVING count(DISTINCT article) > 1);
CREATE TABLE source_grade (
    fid INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE, -- as in article.source, or a dataset's name
    grade TEXT NOT NULL -- A to F
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('source_grade', 'attributes', 'source_grade', 'How reliable sources are, by the Admiralty code', NULL);
