-- Documents, postings and reports.

-- What is handed in for a task goes with it, whatever deletes it.
ALTER TABLE inputs.inputs ADD CONSTRAINT inputs_task FOREIGN KEY (input_id) REFERENCES tasks ON DELETE CASCADE;

-- An analysis: the caller's id of the résumé, and its masked text, which reports need and callers do not see.
ALTER TABLE tasks ADD COLUMN resume_id text;
ALTER TABLE tasks ADD COLUMN resume_text text;
CREATE INDEX tasks_resume ON tasks (resume_id, task_id) WHERE resume_id IS NOT NULL;

-- Canceled, and the broker has not acknowledged that workers were told.
ALTER TABLE tasks ADD COLUMN cancel_unsent boolean NOT NULL DEFAULT false;
CREATE INDEX tasks_cancel_unsent ON tasks (task_id) WHERE cancel_unsent;

-- Who is told when the task is final, and when the next attempt is due; null: no attempt is left to make.
ALTER TABLE tasks ADD COLUMN webhook_url text;
ALTER TABLE tasks ADD COLUMN webhook_at timestamptz;
CREATE INDEX tasks_webhook ON tasks (webhook_at) WHERE webhook_at IS NOT NULL;
CREATE TABLE webhook_deliveries (
    task_id uuid        NOT NULL REFERENCES tasks ON DELETE CASCADE,
    attempt int         NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    -- What the receiver answered; null when nothing came, and then the error says why.
    status  int,
    error   text,
    PRIMARY KEY (task_id, attempt)
);

-- Postings that were read. Their ids are known to callers, so rows stay.
CREATE TABLE job_posts (
    job_post_id    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Of the normalised address, or of the text.
    address_sha256 text        NOT NULL UNIQUE,
    -- JSON of ai.refit.contracts.posting.JobPosting.
    posting        text        NOT NULL,
    read_at        timestamptz NOT NULL DEFAULT now()
);
