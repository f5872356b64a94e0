-- dari:contract
-- +goose Up
-- What waits for the relay has a narrow table of its own: an event is written once and never again,
-- so a busy chat does not rewrite each row, and each of its index entries, to say that it was heard.
DROP INDEX dari.outbox_pending;
CREATE TABLE dari.outbox_pending (
  event_id    bigint PRIMARY KEY,             -- of dari.outbox; no foreign key: both are written by one statement
  attempts    integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  error       text
);
-- A row lives for milliseconds: dead ones at the front are what the relay would wade through.
ALTER TABLE dari.outbox_pending SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
INSERT INTO dari.outbox_pending (event_id, attempts, next_try_at, error)
SELECT id, attempts, next_try_at, error FROM dari.outbox WHERE dispatched_at IS NULL;
ALTER TABLE dari.outbox DROP COLUMN dispatched_at, DROP COLUMN attempts, DROP COLUMN next_try_at, DROP COLUMN error;

-- Nothing looks for events by subject, and what cannot be told twice needs no key.
DROP INDEX dari.outbox_subject;
ALTER TABLE dari.outbox DROP CONSTRAINT outbox_key_key, ALTER COLUMN key DROP NOT NULL;
CREATE UNIQUE INDEX outbox_key ON dari.outbox (key) WHERE key IS NOT NULL;
