-- The edge's own schema: tasks, profiles, feedback. Nobody else reads it.

CREATE TABLE tasks (
    task_id      uuid        PRIMARY KEY,
    kind         text        NOT NULL,
    status       text        NOT NULL DEFAULT 'queued',
    -- Whose request this is, for erasure.
    user_id      text,
    -- The order's body, kept for publishing it again; emptied with the final state.
    body         text,
    stage        text,
    percent      int         NOT NULL DEFAULT 0,
    result       text,
    error_code   text,
    error_detail text,
    created_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    deadline     timestamptz NOT NULL,
    -- When the broker acknowledged the order; null while it may have to be published (again).
    sent_at      timestamptz,
    -- Grows with every visible change: the id of the change in the event stream.
    change       int         NOT NULL DEFAULT 0
) WITH (fillfactor = 80);

-- Open work: for the relay, the expiry, the queue's age and the list.
CREATE INDEX tasks_open ON tasks (task_id) WHERE finished_at IS NULL;
-- What went wrong: for the list.
CREATE INDEX tasks_unlucky ON tasks (task_id) WHERE status IN ('failed', 'canceled', 'expired');

CREATE TABLE idempotency (
    idempotency_key text        PRIMARY KEY,
    body_digest     bytea       NOT NULL,
    task_id         uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE profile_version;

CREATE TABLE mentors (
    user_id    bigint      PRIMARY KEY,
    -- Null: erased, and the tombstone is not yet published; then the row goes too.
    profile    text,
    version    bigint      NOT NULL,
    -- Whether the broker acknowledged this version.
    sent       boolean     NOT NULL DEFAULT false,
    -- Whether the product backend can take this mentor back.
    from_backend boolean   NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mentors_unsent ON mentors (version) WHERE NOT sent;

CREATE TABLE mentees (
    user_id    text        PRIMARY KEY,
    profile    text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE feedback (
    task_id   uuid        NOT NULL,
    mentor_id bigint      NOT NULL,
    event     text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, mentor_id, event)
);
CREATE INDEX feedback_mentor ON feedback (mentor_id);

-- Imports that nobody waits for: what is left to read of each, and what came of the rest.
CREATE TABLE imports (
    task_id  uuid   PRIMARY KEY,
    lines    bigint NOT NULL,
    accepted bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    errors   text   NOT NULL DEFAULT '[]'
);
CREATE TABLE import_chunks (
    task_id    uuid        NOT NULL,
    first_line bigint      NOT NULL,
    -- Whole lines.
    content    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, first_line)
);
