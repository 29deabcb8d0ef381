-- The result with personal data in it, for the one caller who asked for that: written by the worker before it reports the task done.
-- The report, which is a message, holds the masked one.
ALTER TABLE inputs.inputs ADD COLUMN unmasked text;
