-- Version 2 adds the texts of the model; version 3 adds duplicates.

ALTER TABLE attempts ADD COLUMN said TEXT;
CREATE INDEX attempts_asked ON attempts (request);
ALTER TABLE articles ADD COLUMN duplicate TEXT;
