-- What an article was read from: the very bytes, packed, with the hash of the unpacked ones.
CREATE TABLE original (
    fid INTEGER PRIMARY KEY,
    article INTEGER NOT NULL UNIQUE REFERENCES article (fid) ON DELETE CASCADE,
    name TEXT NOT NULL, -- of the file, without its folder
    media_type TEXT NOT NULL,
    address TEXT, -- where it came from, on the web
    retrieved DATETIME NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL, -- bytes, unpacked
    content BLOB NOT NULL -- zlib
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('original', 'attributes', 'original', 'What the articles were read from, packed by zlib', NULL);
