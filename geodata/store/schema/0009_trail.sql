-- What a person says of events: the note of one seen by the analyst, and the figures that a person set, which no claim bounds any more.
ALTER TABLE event ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN settled TEXT NOT NULL DEFAULT '[]'; -- a JSON list of claim.kind
CREATE INDEX event_reviewed ON event (review) WHERE review != 'unreviewed';

-- Every change that a person made, one row each: none is ever changed or deleted.
CREATE TABLE trail (
    fid INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL, -- accept, reject, correct, create; place and merge for decisions about names and reports
    event_id TEXT, -- the event that it is about; NULL for a decision about names or reports
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    before TEXT, -- a JSON object of the fields that changed; NULL: there was nothing before
    after TEXT, -- the same fields afterwards; NULL: there is nothing any more
    added DATETIME NOT NULL
);
CREATE INDEX trail_event ON trail (event_id);
-- The words that the event was coded from: they tell it again where it was read anew and bears another id.
CREATE TABLE trail_words (
    fid INTEGER PRIMARY KEY,
    trail INTEGER NOT NULL REFERENCES trail (fid),
    article_id TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
CREATE INDEX trail_words_trail ON trail_words (trail);
CREATE INDEX trail_words_article ON trail_words (article_id);
-- Each undo and redo; the newest about a row of the trail tells whether that is in force.
CREATE TABLE trail_step (
    fid INTEGER PRIMARY KEY AUTOINCREMENT,
    trail INTEGER NOT NULL REFERENCES trail (fid),
    is_undo INTEGER NOT NULL, -- 1: undone; 0: done again
    person TEXT NOT NULL,
    added DATETIME NOT NULL
);
CREATE INDEX trail_step_trail ON trail_step (trail);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('trail', 'attributes', 'trail', 'Every change that a person made', NULL),
    ('trail_words', 'attributes', 'trail_words', 'The words of the events that it is about', NULL),
    ('trail_step', 'attributes', 'trail_step', 'What of it was undone and done again', NULL);

-- The note is searched like location and actors.
CREATE VIRTUAL TABLE event_words USING fts5 (location, actors, note, tokenize = "unicode61 remove_diacritics 2");
INSERT INTO event_words (rowid, location, actors, note) SELECT rowid, location, actors, '' FROM event_text;
DROP TABLE event_text;
ALTER TABLE event_words RENAME TO event_text;
