-- The database of a collection: which articles it has, and how their records are linked.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The articles in the order in which they came. `item` is the article or the failure to read it, as JSON; `duplicate` is
-- the Duplicate, as JSON, if it only repeats another article. `state` is waiting until the ledger has its result, then
-- unlinked, then done.
CREATE TABLE articles (
    position INTEGER PRIMARY KEY, source_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, digest TEXT NOT NULL,
    published TEXT NOT NULL, item TEXT NOT NULL, added TEXT NOT NULL, coded INTEGER NOT NULL, state TEXT NOT NULL,
    duplicate TEXT, original INTEGER, article TEXT NOT NULL, whole INTEGER, letters INTEGER, sentences INTEGER
);
CREATE INDEX articles_digest ON articles (digest);
CREATE INDEX articles_state ON articles (state, position) WHERE state <> 'done';
CREATE INDEX articles_order ON articles (published, source_id);
CREATE INDEX articles_whole ON articles (whole);
CREATE INDEX articles_original ON articles (original) WHERE original IS NOT NULL;
CREATE TABLE sentences (sentence INTEGER, position INTEGER, PRIMARY KEY (sentence, position)) WITHOUT ROWID;

-- The articles whose records are linked. `version` is the key of the result in the ledger; `month` is that of the
-- publication, empty if it is not known; `original` is the article of which this one is a copy, itself perhaps a copy.
CREATE TABLE linked_articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, source_id TEXT NOT NULL UNIQUE, version TEXT NOT NULL,
    outlet TEXT NOT NULL, month TEXT NOT NULL, sketch TEXT NOT NULL, origin TEXT NOT NULL, uncoded INTEGER NOT NULL DEFAULT 0, original TEXT
);
CREATE INDEX linked_articles_original ON linked_articles (original) WHERE original IS NOT NULL;
CREATE TABLE text_keys (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;

-- Agreements and statements, and the forms of actors. A component is a set of records that joining pairs connect.
-- `quote` is the evidence; `certainty` is that of the record.
CREATE TABLE records (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, ref TEXT NOT NULL, source_id TEXT, record TEXT NOT NULL,
    quote TEXT NOT NULL DEFAULT '', certainty TEXT, component INTEGER, cluster INTEGER, UNIQUE (kind, ref)
);
CREATE INDEX records_component ON records (component);
CREATE INDEX records_cluster ON records (cluster);
CREATE INDEX records_article ON records (source_id, kind);
CREATE TABLE record_keys (key INTEGER, record INTEGER, PRIMARY KEY (key, record)) WITHOUT ROWID;

-- The actors of articles: the form in which an article presents the actor, and the name there.
CREATE TABLE reports (
    form INTEGER NOT NULL, source_id TEXT NOT NULL, name TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (form, first, source_id, name)
) WITHOUT ROWID;
CREATE INDEX reports_article ON reports (source_id);

-- Deals, events and actors. `place` sorts them; `data` is the object of links.json, of actors without what grows.
CREATE TABLE clusters (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, data TEXT NOT NULL
);
CREATE INDEX clusters_name ON clusters (name);
CREATE INDEX clusters_place ON clusters (kind, place);

-- Decisions of people, in their order.
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY, left_id TEXT NOT NULL, left_record TEXT NOT NULL, right_id TEXT NOT NULL,
    right_record TEXT NOT NULL, is_one INTEGER NOT NULL
);
