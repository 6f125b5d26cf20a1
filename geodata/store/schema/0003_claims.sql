-- What each article says of the dead and injured, source by source; event.fatalities and event.injured hold the best figures.
CREATE TABLE claim (
    fid INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (fid) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (fid) ON DELETE CASCADE,
    kind TEXT NOT NULL, -- deaths or injured
    minimum INTEGER, -- NULL: the words leave the bound open
    best INTEGER, -- NULL: the words give no number ("dozens")
    maximum INTEGER,
    said_by TEXT, -- whom the article names for the figure, as written
    published DATE, -- the article's day of publication
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
CREATE INDEX claim_event ON claim (event);
CREATE INDEX claim_article ON claim (article);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('claim', 'attributes', 'claim', 'What each article says of the dead and injured', NULL);
