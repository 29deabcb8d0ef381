-- The llm worker's own schema. One row a task: what was ordered, who works on it, and what came of it. From the moment of its
-- first claim this table, not Kafka, is why a task is not forgotten.
CREATE TABLE ledger (
    task_id         uuid        PRIMARY KEY,
    kind            text        NOT NULL,
    -- The order's body: no text of a person's, only where it lies.
    body            text        NOT NULL,
    deadline        timestamptz NOT NULL,
    reply_partition int,
    traceparent     text,
    -- Grows with every claim: who holds an older one may save nothing.
    fence           int         NOT NULL DEFAULT 1,
    -- Who works on it; renewed while they do. Past it anybody may claim the task, and before it nobody.
    claimed_until   timestamptz,
    -- Digest of all that decides the result; null before the input is read.
    input_key       text,
    -- The final report: completed or failed, with its body; null before the end.
    outcome         text,
    report          text,
    -- Whether the same input may have the same result: it was made by the engine that was wanted.
    shareable       boolean     NOT NULL DEFAULT false,
    -- When the broker acknowledged the final report.
    published_at    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz
);
CREATE INDEX ledger_open ON ledger (claimed_until) WHERE outcome IS NULL;
CREATE INDEX ledger_unpublished ON ledger (finished_at) WHERE outcome IS NOT NULL AND published_at IS NULL;
CREATE INDEX ledger_results ON ledger (input_key, finished_at) WHERE shareable;
CREATE INDEX ledger_created ON ledger (created_at);

-- Tasks that nobody wants any more; their orders may still come.
CREATE TABLE canceled (
    task_id uuid        PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX canceled_at ON canceled (at);
