-- Events of datasets such as ACLED's: the row that each came from stands beside it. A dataset is a source of its own.
CREATE TABLE dataset (
    fid INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE dataset_file (
    fid INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset INTEGER NOT NULL REFERENCES dataset (fid),
    name TEXT NOT NULL,
    mapping TEXT NOT NULL, -- JSON: which column became what
    imported DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE TABLE dataset_row (
    event INTEGER PRIMARY KEY REFERENCES event (fid) ON DELETE CASCADE,
    file INTEGER NOT NULL REFERENCES dataset_file (fid), -- the last that it came in
    number INTEGER NOT NULL, -- of the row in that file
    row_id TEXT NOT NULL, -- the dataset's own id of the event
    source TEXT NOT NULL,
    notes TEXT NOT NULL,
    url TEXT NOT NULL,
    fatalities_min INTEGER, -- NULL: as event.fatalities
    fatalities_max INTEGER,
    digest INTEGER NOT NULL -- of the row as it was read, and of the mapping: what has not changed is not written again
);
-- Rows that could not be used, each with the reason.
CREATE TABLE dataset_fault (
    fid INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES dataset_file (fid),
    number INTEGER NOT NULL,
    row_id TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX dataset_fault_file ON dataset_fault (file);

-- The notes are searched like the texts of articles. New rows are put in by whom writes them: a trigger would flush the index at each row.
CREATE VIRTUAL TABLE dataset_text USING fts5 (notes, content = 'dataset_row', content_rowid = 'event', tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER dataset_row_updated AFTER UPDATE OF notes ON dataset_row BEGIN
    INSERT INTO dataset_text (dataset_text, rowid, notes) VALUES ('delete', old.event, old.notes);
    INSERT INTO dataset_text (rowid, notes) VALUES (new.event, new.notes);
END;
CREATE TRIGGER dataset_row_deleted AFTER DELETE ON dataset_row BEGIN
    INSERT INTO dataset_text (dataset_text, rowid, notes) VALUES ('delete', old.event, old.notes);
END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('dataset', 'attributes', 'dataset', 'Datasets that events were imported from', NULL),
    ('dataset_file', 'attributes', 'dataset_file', 'Their files', NULL),
    ('dataset_row', 'attributes', 'dataset_row', 'Their rows, one an event', NULL),
    ('dataset_fault', 'attributes', 'dataset_fault', 'Rows that could not be used, and why', NULL);
