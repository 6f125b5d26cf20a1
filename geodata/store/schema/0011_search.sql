-- The search in articles once more, with the beginnings of words kept, so that an unfinished word is found at once; in step with changes made elsewhere.
DROP TABLE article_text;
CREATE VIRTUAL TABLE article_text USING fts5 (
    title, text, content = 'article', content_rowid = 'fid', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
INSERT INTO article_text (rowid, title, text) SELECT fid, title, text FROM article WHERE status = 'read';
CREATE TRIGGER article_text_updated AFTER UPDATE OF title, text ON article WHEN old.status = 'read' BEGIN
    INSERT INTO article_text (article_text, rowid, title, text) VALUES ('delete', old.fid, old.title, old.text);
    INSERT INTO article_text (rowid, title, text) VALUES (new.fid, new.title, new.text);
END;
CREATE TRIGGER article_text_deleted AFTER DELETE ON article WHEN old.status = 'read' BEGIN
    INSERT INTO article_text (article_text, rowid, title, text) VALUES ('delete', old.fid, old.title, old.text);
END;
-- The newest articles without a look at all of them.
CREATE INDEX article_published ON article (published);
