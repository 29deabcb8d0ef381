-- The embedding worker's own schema. Nobody else reads it.

CREATE TABLE mentors (
    user_id bigint      PRIMARY KEY,
    version bigint      NOT NULL,
    -- Null: erased. The row stays a day, so that a late message cannot bring the person back.
    profile text,
    -- Little-endian float32; null with the profile.
    vector  bytea,
    -- Which embedder made the vector.
    model   text,
    stored_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mentors_erased ON mentors (stored_at) WHERE profile IS NULL;
