-- Format 1 of the ledger. Source: the project's own. Licence: MIT OR Apache-2.0.
-- Everything is append-only: a document stands once, each reading of it with other results or settings is a row of
-- its own, and the newest reading of a document is the one that counts.

CREATE TABLE documents (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    id   TEXT NOT NULL UNIQUE,  -- from a hash of the text
    name TEXT NOT NULL,         -- as first read, usually the file's name
    text TEXT NOT NULL          -- byte for byte
) STRICT;

CREATE TABLE readings (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL REFERENCES documents (id),
    coder     TEXT NOT NULL,    -- version of the coder
    model     TEXT NOT NULL,    -- name and version of the parser's model
    date      TEXT,             -- the page's date that relative dates were resolved against, YYYY-MM-DD
    publisher TEXT,
    digest    TEXT NOT NULL,    -- SHA-256 of its statements
    added     TEXT              -- when, RFC 3339, by the clock of the caller
) STRICT;
CREATE INDEX readings_by_document ON readings (document, seq);

CREATE TABLE statements (
    reading      INTEGER NOT NULL REFERENCES readings (seq),
    place        INTEGER NOT NULL,  -- from 0, in page order
    id           TEXT NOT NULL,
    relation     TEXT NOT NULL,
    source       TEXT,
    source_state TEXT,
    target       TEXT,
    target_state TEXT,
    status       TEXT NOT NULL,
    polarity     TEXT NOT NULL,
    statement    TEXT NOT NULL,     -- the whole statement, JSON as the contract has it
    PRIMARY KEY (reading, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_by_id ON statements (id);
CREATE INDEX statements_by_source ON statements (source_state);
CREATE INDEX statements_by_target ON statements (target_state);

CREATE TRIGGER documents_keep BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER documents_stay BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_keep BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_stay BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statements_keep BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statements_stay BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
