-- The batches of a run by the batch API.

-- A file of requests. `state` is written, uploaded, submitting (sent, but not confirmed), submitted or ended.
CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY, state TEXT NOT NULL, requests INTEGER NOT NULL, most TEXT NOT NULL,
    file_id TEXT, batch_id TEXT, status TEXT
);

-- The requests of batches. `status` is that of HTTP, and NULL until there is a reply. A request is deleted when its
-- answer, or the failure of its article, is in the ledger.
CREATE TABLE IF NOT EXISTS batch_requests (
    key TEXT PRIMARY KEY, batch INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, status INTEGER, body TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batch_requests_waiting ON batch_requests (batch) WHERE status IS NULL;
