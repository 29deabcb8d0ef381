-- The llm worker's own schema. One row a task: who works on it, and what came of it.
CREATE TABLE work (
    task_id       uuid        PRIMARY KEY,
    kind          text        NOT NULL,
    -- Grows with every claim: who holds an older one may save nothing.
    fence         int         NOT NULL DEFAULT 1,
    -- Until then the claim holds; renewed while the work goes on.
    claimed_until timestamptz NOT NULL,
    -- Claims that were made to do the work.
    attempts      int         NOT NULL DEFAULT 1,
    -- Digest of caller, input and what else decides the result; null before the input is read.
    input_key     bytea,
    -- The final report's kind, completed or failed, and its body; null before the end. Published again on redelivery.
    outcome       text,
    report        text,
    -- Whether the engine that was wanted made it: only then the same input gets the same result.
    shareable     boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz
);
CREATE INDEX work_results ON work (input_key, finished_at) WHERE shareable;
CREATE INDEX work_created ON work (created_at);
-- Tasks that were canceled: a claim of one is refused, and running work stops.
CREATE TABLE canceled (
    task_id uuid        PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now()
);
