-- Batches at a server, beside the ledger of calls.

-- A file of requests on its way: written, uploaded, submitting (sent, but not yet confirmed), submitted, ended.
CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY, state TEXT NOT NULL, requests INTEGER NOT NULL, most TEXT NOT NULL,
    file_id TEXT, batch_id TEXT, status TEXT
);

-- What the requests of batches came to; `status` is that of HTTP, and NULL until something came back. A request is
-- forgotten when its answer, or its article's failure, is in the ledger.
CREATE TABLE IF NOT EXISTS batch_requests (
    key TEXT PRIMARY KEY, batch INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, status INTEGER, body TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batch_requests_waiting ON batch_requests (batch) WHERE status IS NULL;
