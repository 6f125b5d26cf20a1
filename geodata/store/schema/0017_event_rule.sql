-- What a person decided about events like one that was corrected or rejected: carried out on what the program codes, before it is kept.
CREATE TABLE event_rule (
    fid INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, -- type, status, actor or reject: what it decides
    coded TEXT NOT NULL, -- as the program codes it: "category/sub-event type", a status, or the name of an actor
    word TEXT NOT NULL, -- the word that tells the event, folded; empty for an actor
    becomes TEXT NOT NULL, -- what it is instead, written as in coded; empty: nothing
    scope TEXT NOT NULL, -- article, source or always
    within TEXT NOT NULL, -- the article's id or the source's name
    reason TEXT NOT NULL,
    added DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('event_rule', 'attributes', 'event_rule', 'What a person decided about events like one that was judged', NULL);
