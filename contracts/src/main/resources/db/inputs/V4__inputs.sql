-- What people hand in for a task: written by the edge, read by the llm worker, deleted with the task. The one schema that two
-- services know.
CREATE SCHEMA IF NOT EXISTS inputs;
CREATE TABLE inputs.inputs (
    -- The task's id.
    input_id   uuid        PRIMARY KEY,
    -- JSON of ai.refit.contracts.analysis.AnalysisRequest, posting.PostingRequest or report.ReportRequest.
    request    text        NOT NULL,
    file       bytea,
    -- The result with personal data in it, which no message may carry; written by the worker when the request asks for it.
    unmasked   text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inputs_created ON inputs.inputs (created_at);
