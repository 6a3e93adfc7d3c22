"""The ledger's tables as steps: a new ledger takes all of them, an older one those that it lacks.

A step that was released is never changed; what the tables need more is a further step.
"""

from __future__ import annotations

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE library(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE source(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL REFERENCES library(id),
    kind TEXT NOT NULL,
    location TEXT NOT NULL,
    synced_at TEXT,
    error TEXT,
    UNIQUE(library, location)
);

-- What a sync compares before it opens a file.
CREATE TABLE file(
    source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY(source, path)
) WITHOUT ROWID;

-- `withdrawn`: an editor took it out, so a sync does not bring it back.
-- `digest` covers body and metadata; `published` and `updated` are seconds since 1970 beside the text with its zone.
CREATE TABLE article(
    pk INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL REFERENCES library(id),
    id TEXT NOT NULL,
    source INTEGER REFERENCES source(id) ON DELETE SET NULL,
    path TEXT,
    live INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    digest BLOB NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT,
    author TEXT,
    url TEXT,
    language TEXT,
    published_at TEXT,
    published REAL,
    published_from TEXT NOT NULL,
    updated_at TEXT,
    removed_at TEXT,
    UNIQUE(library, id)
);
CREATE INDEX article_source ON article(source, path);
CREATE INDEX article_published ON article(library, live, published);

CREATE TABLE version(
    article INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    indexed_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY(article, number)
);

-- Only of current versions of live articles. Ids are never used twice, so a late deletion in Chroma hits nothing else.
CREATE TABLE passage(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article(pk),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    digest BLOB NOT NULL
);
CREATE INDEX passage_article ON passage(article);
CREATE INDEX passage_digest ON passage(digest);

-- Keyed by what was embedded and by which model: float16, little-endian.
CREATE TABLE vector(
    digest BLOB NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY(digest, model)
) WITHOUT ROWID;

-- Changes that Chroma has not seen yet, in order.
CREATE TABLE outbox(
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    adds INTEGER NOT NULL
);

CREATE TABLE answer(
    id TEXT PRIMARY KEY,
    guild TEXT,
    asker TEXT NOT NULL,
    private INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    content TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE server(guild TEXT PRIMARY KEY, settings TEXT NOT NULL) WITHOUT ROWID;
"""

WORDS = """
CREATE VIRTUAL TABLE words_{library} USING fts5(
    head, text, content='', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE terms_{library} USING fts5vocab(words_{library}, row);
"""
"""One word index per library: nothing of one library can weigh in another's ranking."""

VERSIONS = """
-- What a version said of its own update. An empty body is one that is no longer kept; no article is empty.
ALTER TABLE version ADD COLUMN updated_at TEXT;

-- Versions that kept answers quote.
CREATE TABLE cited(
    answer TEXT NOT NULL REFERENCES answer(id) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    PRIMARY KEY(answer, article, version)
) WITHOUT ROWID;
CREATE INDEX cited_version ON cited(article, version);

INSERT OR IGNORE INTO cited(answer, article, version)
SELECT answer.id, a.pk, json_extract(quoted.value, '$.article.version')
FROM answer, json_each(CASE WHEN json_valid(answer.content) THEN answer.content ELSE '{}' END, '$.claims') claim,
    json_each(claim.value, '$.citations') quoted
JOIN library l ON l.name = json_extract(quoted.value, '$.article.library')
JOIN article a ON a.library = l.id AND a.id = json_extract(quoted.value, '$.article.id')
WHERE json_extract(quoted.value, '$.article.version') IS NOT NULL;
"""
"""The dates of versions, and which of them must not go."""

ORIGINS = """
ALTER TABLE article ADD COLUMN origins TEXT NOT NULL DEFAULT '{}'
"""
"""Where each thing that is known of an article was found, as JSON; not part of its digest."""

ANSWERS_BY_AGE = """
CREATE INDEX answer_asked ON answer(asked_at)
"""
"""What finds the answers that are too old to be kept."""

SOURCES = """
ALTER TABLE source ADD COLUMN every_seconds INTEGER;
ALTER TABLE source ADD COLUMN next_at REAL;
ALTER TABLE source ADD COLUMN failing_since REAL;
ALTER TABLE source ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN etag TEXT;
ALTER TABLE source ADD COLUMN last_modified TEXT;
ALTER TABLE source ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN max_articles INTEGER;
ALTER TABLE source ADD COLUMN held TEXT;

-- Which file or page of a source an article lies in. It may lie in several; one source owns it (article.source).
CREATE TABLE place(
    source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    PRIMARY KEY(source, path, article)
) WITHOUT ROWID;
CREATE INDEX place_article ON place(article);
INSERT INTO place SELECT source, path, pk FROM article
    WHERE source IS NOT NULL AND path IS NOT NULL AND (live OR withdrawn);

-- The pages of a source, those still to be fetched among them; moments are seconds since 1970.
-- `mark`: what the listing says of the page (its date, its digest); another mark means that it changed.
CREATE TABLE page(
    source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    mark TEXT,
    dated REAL,
    etag TEXT,
    last_modified TEXT,
    digest BLOB,
    checked_at REAL,
    next_at REAL,
    missing_since REAL,
    missing_count INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    PRIMARY KEY(source, url)
) WITHOUT ROWID;

-- Further identities of an article: the addresses that it moved to.
CREATE TABLE alias(
    library INTEGER NOT NULL REFERENCES library(id),
    id TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    PRIMARY KEY(library, id)
) WITHOUT ROWID;
"""

COPIES = """
-- `compared`: the version whose copies were looked for. `story`: the original, where there are copies.
ALTER TABLE article ADD COLUMN compared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN story INTEGER;
CREATE INDEX article_uncompared ON article(pk) WHERE live AND compared != version;
CREATE INDEX article_story ON article(story) WHERE story IS NOT NULL;

-- Where an article stands in `band`, to take it out again.
CREATE TABLE sketch(article INTEGER PRIMARY KEY REFERENCES article(pk) ON DELETE CASCADE, bands BLOB NOT NULL);

CREATE TABLE band(
    library INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    PRIMARY KEY(library, hash, article)
) WITHOUT ROWID;

-- Both ways round.
CREATE TABLE copy(
    article INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES article(pk) ON DELETE CASCADE,
    PRIMARY KEY(article, other)
) WITHOUT ROWID
"""
"""Copies of one story, found by MinHash bands and compared word by word."""

STEPS = (TABLES, VERSIONS, ORIGINS, ANSWERS_BY_AGE, SOURCES, COPIES)
"""In order; the ledger's format is how many of them it has taken."""
