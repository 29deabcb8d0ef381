-- What a recommendation showed, kept from its first feedback on: an acceptance comes days later, when the task is gone.
CREATE TABLE shown_mentors (
    task_id     uuid             NOT NULL,
    -- Who asked, for erasure; null when the request did not say.
    user_id     text,
    mentor_id   bigint           NOT NULL,
    -- From 1, best first.
    position    int              NOT NULL,
    score       double precision NOT NULL,
    filter_type text             NOT NULL,
    at          timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, mentor_id)
);
CREATE INDEX shown_mentors_mentor ON shown_mentors (mentor_id);
CREATE INDEX shown_mentors_user ON shown_mentors (user_id);
CREATE INDEX shown_mentors_at ON shown_mentors (at);
CREATE INDEX feedback_at ON feedback (at);

-- Keys past their retention are found without reading all.
CREATE INDEX idempotency_created ON idempotency (created_at);

-- W3C trace context of the request, for orders that are published again.
ALTER TABLE tasks ADD COLUMN traceparent text;
