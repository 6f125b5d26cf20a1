-- The event columns as the map and the filter take them, kept so that a large project opens at once; made anew whenever `change` has moved on.
CREATE TABLE column_cache (
    name TEXT PRIMARY KEY,
    content BLOB NOT NULL
);
CREATE TABLE change (
    number INTEGER NOT NULL
);
INSERT INTO change VALUES (0);
CREATE TRIGGER event_inserted AFTER INSERT ON event BEGIN UPDATE change SET number = number + 1; END;
CREATE TRIGGER event_updated AFTER UPDATE ON event BEGIN UPDATE change SET number = number + 1; END;
CREATE TRIGGER event_deleted AFTER DELETE ON event BEGIN UPDATE change SET number = number + 1; END;
CREATE TRIGGER evidence_inserted AFTER INSERT ON evidence BEGIN UPDATE change SET number = number + 1; END;
CREATE TRIGGER evidence_updated AFTER UPDATE ON evidence BEGIN UPDATE change SET number = number + 1; END;
CREATE TRIGGER evidence_deleted AFTER DELETE ON evidence BEGIN UPDATE change SET number = number + 1; END;
CREATE TRIGGER source_updated AFTER UPDATE OF source ON article BEGIN UPDATE change SET number = number + 1; END;
