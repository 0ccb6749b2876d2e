-- A ledger of version 1 kept answers as they were read, and not what the model had written.

ALTER TABLE attempts ADD COLUMN said TEXT;
CREATE INDEX attempts_asked ON attempts (request);
ALTER TABLE articles ADD COLUMN duplicate TEXT;
