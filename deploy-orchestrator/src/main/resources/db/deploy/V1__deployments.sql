-- Deployments: one row each, moved by whoever holds its lease.
CREATE TABLE deploy.deployments (
    deployment_id   uuid PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('DEPLOY', 'RESTORE')),
    service         text        NOT NULL,
    environment     text        NOT NULL,
    sha             text,
    run_id          text,
    -- What was asked for, as it came.
    body            jsonb       NOT NULL,
    requested_by    text        NOT NULL,
    reason          text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),

    -- Where it is: the state's name, and the state itself with its facts.
    state           text        NOT NULL,
    facts           jsonb       NOT NULL,
    state_since     timestamptz NOT NULL DEFAULT now(),
    -- The absolute end of the state's time; a restart never extends it.
    deadline        timestamptz NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    finished_at     timestamptz,

    -- Whether it is the one that may touch the host; whether anything is left to do, and from when on.
    active          boolean     NOT NULL DEFAULT false,
    due_at          timestamptz,
    paused          boolean     NOT NULL DEFAULT false,
    abort_by        text,
    abort_reason    text,
    approved_by     text,

    version         bigint      NOT NULL DEFAULT 0,
    fence           bigint      NOT NULL DEFAULT 0,
    lease_owner     text,
    lease_until     timestamptz,
    UNIQUE (service, environment, kind, sha, run_id)
);
-- One at a time touches a service in an environment.
CREATE UNIQUE INDEX one_active ON deploy.deployments (service, environment) WHERE active;
CREATE INDEX deployments_due ON deploy.deployments (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deployments_newest ON deploy.deployments (service, environment, created_at DESC);

-- Every fence number is given once, whichever deployment it is for.
CREATE SEQUENCE deploy.fences;

-- What a webhook or a message was known by, so that it counts once.
CREATE TABLE deploy.deliveries (
    delivery_id     text PRIMARY KEY,
    body_digest     bytea       NOT NULL,
    deployment_id   uuid        NOT NULL REFERENCES deploy.deployments,
    received_at     timestamptz NOT NULL DEFAULT now()
);

-- Everything that happened, never changed: states, steps, gates, log lines, operators' actions.
CREATE TABLE deploy.journal (
    entry_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deployment_id   uuid REFERENCES deploy.deployments,
    at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    type            text        NOT NULL,
    entry           jsonb       NOT NULL
);
CREATE INDEX journal_of_deployment ON deploy.journal (deployment_id, entry_id);

CREATE FUNCTION deploy.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON deploy.journal
    FOR EACH ROW EXECUTE FUNCTION deploy.refuse_change();

-- What should run, and has the traffic.
CREATE TABLE deploy.serving (
    service         text        NOT NULL,
    environment     text        NOT NULL,
    release         text        NOT NULL,
    port            int         NOT NULL,
    -- Whether it passed all gates once.
    successful      boolean     NOT NULL,
    deployment_id   uuid        NOT NULL REFERENCES deploy.deployments,
    since           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service, environment)
);

-- Messages for people: written with the final state, sent later.
CREATE TABLE deploy.notices (
    notice_id       uuid PRIMARY KEY,
    deployment_id   uuid        NOT NULL REFERENCES deploy.deployments,
    kind            text        NOT NULL,
    service         text        NOT NULL,
    environment     text        NOT NULL,
    body            jsonb       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    attempts        int         NOT NULL DEFAULT 0,
    next_at         timestamptz NOT NULL DEFAULT now(),
    claimed_until   timestamptz,
    delivered_at    timestamptz,
    gave_up_at      timestamptz,
    last_error      text,
    UNIQUE (deployment_id, kind)
);
CREATE INDEX notices_due ON deploy.notices (next_at) WHERE delivered_at IS NULL AND gave_up_at IS NULL;
