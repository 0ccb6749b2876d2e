-- Version 3 adds duplicates.
ALTER TABLE articles ADD COLUMN duplicate TEXT;
