-- A person's tags of events and articles, and notes on articles. They are kept by the ids, so that an article that is read again keeps them.
CREATE TABLE event_tag (
    fid INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    UNIQUE (event_id, tag)
);
CREATE INDEX event_tag_tag ON event_tag (tag);
CREATE TABLE article_tag (
    fid INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    UNIQUE (article_id, tag)
);
CREATE INDEX article_tag_tag ON article_tag (tag);
CREATE TABLE article_note (
    fid INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('event_tag', 'attributes', 'event_tag', 'Tags of events', NULL),
    ('article_tag', 'attributes', 'article_tag', 'Tags of articles', NULL),
    ('article_note', 'attributes', 'article_note', 'Notes on articles', NULL);
