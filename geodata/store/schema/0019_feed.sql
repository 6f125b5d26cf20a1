-- Feeds that a person reads by hand, and what was taken of them.
CREATE TABLE feed (
    fid INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '', -- with modified: what the server is told, so that it sends only what has changed
    modified TEXT NOT NULL DEFAULT '',
    last_success DATETIME,
    last_error TEXT, -- of the last reading; NULL where all went well
    last_error_at DATETIME,
    new_articles INTEGER NOT NULL DEFAULT 0, -- of the last reading that went well
    added DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE TABLE feed_entry (
    fid INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feed (fid) ON DELETE CASCADE,
    entry TEXT NOT NULL, -- the feed's own id of it; seen, and not asked for again
    UNIQUE (feed, entry)
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('feed', 'attributes', 'feed', 'Feeds that are read by hand', NULL),
    ('feed_entry', 'attributes', 'feed_entry', 'Entries of feeds that were seen', NULL);
