-- The ledger of a run. It is the truth about the run; the JSON Lines files are made from it.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The validated replies: at most one answer to a request, whatever the number of runs and crashes.
CREATE TABLE answers (
    request TEXT PRIMARY KEY, reply TEXT NOT NULL, calls INTEGER NOT NULL, tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL, tokens_cached INTEGER NOT NULL, unknown INTEGER NOT NULL, seconds REAL NOT NULL,
    created INTEGER NOT NULL, cost TEXT
) WITHOUT ROWID;

-- The attempts at a request, and what they took. `state` is `sent` until the attempt ends as `answered`, `stopped`, a
-- failure code, or, after a crash, `lost`. `said` is a JSON list of the texts of the model; an answer was read from the
-- last.
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY, request TEXT NOT NULL, state TEXT NOT NULL, http INTEGER NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0, tokens_in INTEGER NOT NULL DEFAULT 0, tokens_out INTEGER NOT NULL DEFAULT 0,
    tokens_cached INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0, cost TEXT,
    said TEXT
);
CREATE INDEX attempts_asked ON attempts (request);
CREATE INDEX attempts_open ON attempts (state) WHERE state = 'sent';

-- The result of an article by one method.
CREATE TABLE articles (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, counts TEXT NOT NULL, usage TEXT NOT NULL, cost TEXT,
    extraction TEXT, rejected TEXT NOT NULL, failure TEXT, duplicate TEXT
) WITHOUT ROWID;

-- The positions of the input that are done.
CREATE TABLE entries (position INTEGER PRIMARY KEY, key TEXT NOT NULL, source_id TEXT NOT NULL);
