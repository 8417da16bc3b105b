-- The same for SQLite and PostgreSQL; ${bytes} is BLOB or BYTEA. Hashes and digests are in hexadecimal, so that they can be read where they lie.
CREATE TABLE journal_head (
    stream TEXT NOT NULL PRIMARY KEY,
    length BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE journal_event (
    stream TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    type TEXT NOT NULL,
    at_millis BIGINT NOT NULL,
    payload ${bytes} NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, sequence)
);

CREATE TABLE journal_attachment (
    stream TEXT NOT NULL,
    digest TEXT NOT NULL,
    content ${bytes} NOT NULL,
    PRIMARY KEY (stream, digest)
);
