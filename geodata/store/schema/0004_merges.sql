-- What a person decided about which reports are one event: each row is one decision and none is changed, the newest about two reports
-- holds, and taking it back deletes it. A report is known by the words that it was coded from, which no reading changes.
CREATE TABLE merge_rule (
    fid INTEGER PRIMARY KEY AUTOINCREMENT,
    is_same INTEGER NOT NULL, -- 1: both sides are one event; 0: each side is one of its own
    added DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE TABLE merge_words (
    fid INTEGER PRIMARY KEY,
    merge_rule INTEGER NOT NULL REFERENCES merge_rule (fid) ON DELETE CASCADE,
    side INTEGER NOT NULL, -- 1 or 2
    article_id TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
CREATE INDEX merge_words_rule ON merge_words (merge_rule);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('merge_rule', 'attributes', 'merge_rule', 'What a person decided about which reports are one event', NULL),
    ('merge_words', 'attributes', 'merge_words', 'The words of the reports that it is about', NULL);
