-- Every call of a language model, written before it is made: what it may cost at most counts until what it cost is known.
CREATE TABLE calls (
    call_id       uuid           PRIMARY KEY,
    task_id       uuid           NOT NULL,
    -- Which of the task's pieces of work: resume, posting or report.
    operation     text           NOT NULL,
    attempt       int            NOT NULL,
    model         text           NOT NULL,
    prompt        text           NOT NULL,
    day           date           NOT NULL,
    -- The most it can cost while it is open, and where nobody knows what it cost; else what it cost.
    cost_usd      numeric(18, 9) NOT NULL,
    input_tokens  bigint         NOT NULL DEFAULT 0,
    cached_tokens bigint         NOT NULL DEFAULT 0,
    -- With those it thought with.
    output_tokens bigint         NOT NULL DEFAULT 0,
    -- Null while it is open, and for good when its worker died.
    outcome       text,
    -- Whether a later attempt had to call again, since this one's worker died.
    repeated      boolean        NOT NULL DEFAULT false,
    started_at    timestamptz    NOT NULL DEFAULT now(),
    duration_ms   bigint
);
CREATE INDEX calls_of_task ON calls (task_id);
CREATE INDEX calls_started ON calls (started_at);
-- What the calls of a day cost, open ones included; its row is locked by whoever is about to spend.
CREATE TABLE spending (
    day      date           PRIMARY KEY,
    cost_usd numeric(18, 9) NOT NULL
);
-- Answers that were paid for, masked as their input was.
CREATE TABLE answers (
    caller     text        NOT NULL,
    model      text        NOT NULL,
    prompt     text        NOT NULL,
    input      bytea       NOT NULL,
    task_id    uuid        NOT NULL,
    -- The name under which the model answered.
    made_by    text        NOT NULL,
    answer     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, model, prompt, input)
);
CREATE INDEX answers_created ON answers (created_at);
