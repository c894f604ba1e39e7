-- The first layout of a workspace.
--
-- History (versions, runs, verdicts, decisions, walk_events) is only ever appended to; triggers at the end see to it.
-- Everything else is derived from history in the same transaction that appends, and `check_integrity` derives it
-- again to compare. Identities are text, times are nanoseconds since 1970 in UTC, words are those of the engine's
-- types. Statements keep to what PostgreSQL knows too, `INTEGER PRIMARY KEY` and the triggers apart.

-- One row per sample: its current version, and what a list shows without opening it.
CREATE TABLE samples (
    seq       INTEGER PRIMARY KEY,              -- order of arrival
    id        TEXT    NOT NULL UNIQUE,
    version   INTEGER NOT NULL,
    content   TEXT    NOT NULL,                 -- hash of what a person reads
    title     TEXT    NOT NULL,
    origin    TEXT    NOT NULL,
    operator  TEXT,
    depth     INTEGER NOT NULL,
    library   TEXT    NOT NULL,
    blueprint INTEGER NOT NULL,                 -- 1 when its author left one
    state     TEXT    NOT NULL,
    suspicion TEXT    NOT NULL,                 -- the worst verdict on the current version
    reason    TEXT    NOT NULL,                 -- the first check that says so, and its summary
    lane      INTEGER NOT NULL,                 -- place in the queue: lane, then turn
    turn      INTEGER NOT NULL
);
CREATE UNIQUE INDEX samples_by_place ON samples (lane, turn);
CREATE INDEX samples_by_state ON samples (state, seq);
CREATE INDEX samples_by_content ON samples (content);
CREATE INDEX samples_by_derivation ON samples (operator, depth);

-- How many samples stand in each lane, so that no screen ever counts rows.
CREATE TABLE lanes (
    lane INTEGER PRIMARY KEY,
    size INTEGER NOT NULL
);

-- Problem texts in lower case, for finding.
CREATE TABLE search_texts (
    sample INTEGER PRIMARY KEY REFERENCES samples (seq),
    text   TEXT    NOT NULL
);

CREATE TABLE versions (
    sample   INTEGER NOT NULL REFERENCES samples (seq),
    version  INTEGER NOT NULL,
    content  TEXT    NOT NULL,
    record   TEXT    NOT NULL,                  -- the whole sample as JSON
    checksum TEXT    NOT NULL,                  -- hash of that JSON
    at       INTEGER NOT NULL,
    PRIMARY KEY (sample, version)
);

-- A parent may be missing here: a file of derived samples need not hold their parents.
CREATE TABLE parents (
    sample   INTEGER NOT NULL REFERENCES samples (seq),
    position INTEGER NOT NULL,
    parent   TEXT    NOT NULL,
    PRIMARY KEY (sample, position)
);
CREATE INDEX parents_by_parent ON parents (parent, sample);

CREATE TABLE runs (
    id      INTEGER PRIMARY KEY,
    sample  INTEGER NOT NULL,
    version INTEGER NOT NULL,
    run     TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    FOREIGN KEY (sample, version) REFERENCES versions (sample, version)
);
CREATE INDEX runs_by_version ON runs (sample, version, id);

CREATE TABLE verdicts (
    id      INTEGER PRIMARY KEY,
    sample  INTEGER NOT NULL,
    version INTEGER NOT NULL,
    checked TEXT    NOT NULL,                   -- which check
    kind    TEXT    NOT NULL,
    judged  TEXT    NOT NULL,                   -- hash of exactly what was judged
    verdict TEXT    NOT NULL,                   -- the whole verdict as JSON
    run     INTEGER REFERENCES runs (id),
    at      INTEGER NOT NULL,
    FOREIGN KEY (sample, version) REFERENCES versions (sample, version)
);
CREATE INDEX verdicts_by_version ON verdicts (sample, version, checked, id);

-- The last verdict of each check on the current version.
CREATE TABLE current_verdicts (
    sample  INTEGER NOT NULL REFERENCES samples (seq),
    checked TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    summary TEXT    NOT NULL,
    PRIMARY KEY (sample, checked)
);
CREATE INDEX current_verdicts_by_kind ON current_verdicts (checked, kind);

-- A decision, or the undoing of an earlier row: of a decision (undo) or of an undo (redo).
CREATE TABLE decisions (
    id       INTEGER PRIMARY KEY,
    sample   INTEGER NOT NULL REFERENCES samples (seq),
    version  INTEGER,
    content  TEXT,
    kind     TEXT,
    reason   TEXT,
    undoes   INTEGER REFERENCES decisions (id),
    reviewer TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    CHECK ((kind IS NULL) = (undoes IS NOT NULL)),
    CHECK ((kind IS NULL) = (version IS NULL)),
    CHECK ((kind IS NULL) = (content IS NULL))
);
CREATE INDEX decisions_by_sample ON decisions (sample, id);

-- Decisions in force, and decisions that a redo would bring back.
CREATE TABLE standing (
    decision INTEGER PRIMARY KEY REFERENCES decisions (id),
    sample   INTEGER NOT NULL REFERENCES samples (seq)
);
CREATE INDEX standing_by_sample ON standing (sample, decision);
CREATE TABLE redoable (
    decision INTEGER PRIMARY KEY REFERENCES decisions (id),
    undo     INTEGER NOT NULL REFERENCES decisions (id)
);

-- Who is looking at what, until when. Nothing but the clock releases a claim whose holder is gone.
CREATE TABLE claims (
    sample   INTEGER PRIMARY KEY REFERENCES samples (seq),
    reviewer TEXT    NOT NULL,
    until    INTEGER NOT NULL
);

CREATE TABLE walks (
    seq    INTEGER PRIMARY KEY,
    id     TEXT    NOT NULL UNIQUE,
    plan   TEXT    NOT NULL,
    ending TEXT,
    sample TEXT,                                -- what it left behind
    events INTEGER NOT NULL,
    begun  INTEGER NOT NULL,
    ended  INTEGER
);
CREATE INDEX walks_by_ending ON walks (ending, seq);

CREATE TABLE walk_events (
    walk     INTEGER NOT NULL REFERENCES walks (seq),
    sequence INTEGER NOT NULL,
    event    TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (walk, sequence)
);

CREATE TABLE imports (
    id       INTEGER PRIMARY KEY,
    file     TEXT    NOT NULL,
    rows     INTEGER NOT NULL,
    inserted INTEGER NOT NULL,
    refused  INTEGER NOT NULL,
    at       INTEGER NOT NULL
);

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TRIGGER versions_stay BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions are never changed'); END;
CREATE TRIGGER versions_remain BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions are never deleted'); END;
CREATE TRIGGER runs_stay BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'runs are never changed'); END;
CREATE TRIGGER runs_remain BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END;
CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts BEGIN SELECT RAISE(ABORT, 'verdicts are never changed'); END;
CREATE TRIGGER verdicts_remain BEFORE DELETE ON verdicts BEGIN SELECT RAISE(ABORT, 'verdicts are never deleted'); END;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER walk_events_stay BEFORE UPDATE ON walk_events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER walk_events_remain BEFORE DELETE ON walk_events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
