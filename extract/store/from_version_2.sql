-- Version 3 tells which articles repeat earlier ones.
ALTER TABLE articles ADD COLUMN duplicate TEXT;
