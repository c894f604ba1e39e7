-- What samples are compared by, and the sets that they are compared with.

-- The profile of a content: what likeness of words and structure is told from. Derived from the content and from a run
-- of its program, and kept so that opening a large workspace computes nothing again.
CREATE TABLE profiles (
    content      TEXT    PRIMARY KEY,
    text_scheme  INTEGER NOT NULL,             -- which way of signing; another one is computed again
    text         BLOB    NOT NULL,             -- the signature, empty for a text without words
    model_scheme INTEGER,                      -- null until a run is known
    exact        INTEGER,                      -- null when the run captured no model
    shape        INTEGER,
    weight       INTEGER
);

-- Sets that somebody imported to be compared with: never in the queue, never exported.
CREATE TABLE reference_sets (
    id   INTEGER PRIMARY KEY,
    name TEXT    NOT NULL UNIQUE,
    file TEXT    NOT NULL,
    at   INTEGER NOT NULL
);

CREATE TABLE reference_rows (
    reference INTEGER NOT NULL REFERENCES reference_sets (id),
    position  INTEGER NOT NULL,                -- row of the file, from 1
    content   TEXT    NOT NULL,                -- hash of what a person reads
    problem   TEXT    NOT NULL,
    model     TEXT,                            -- the captured model as JSON, where there is a program that made one
    PRIMARY KEY (reference, position)
);
