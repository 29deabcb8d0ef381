-- Who was erased lately, so that what arrives late does not bring them back: results, and imports that were waiting.
CREATE TABLE erasures (
    -- Only ids that a mentor may have: nobody else is named in results and imports.
    user_id   bigint      PRIMARY KEY,
    -- No older task can still get a result that names the person.
    since     uuid        NOT NULL,
    erased_at timestamptz NOT NULL,
    -- When late results are looked through next.
    next_at   timestamptz NOT NULL
);
CREATE INDEX erasures_due ON erasures (next_at);

ALTER TABLE imports ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
-- How many lines a chunk holds, blank ones not counted.
ALTER TABLE import_chunks ADD COLUMN lines int NOT NULL DEFAULT 0;
