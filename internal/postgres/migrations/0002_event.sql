-- dari:expand
-- +goose Up
CREATE TABLE dari.outbox (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL,
  subject_kind  text NOT NULL,
  subject_id    bigint NOT NULL,
  version       integer NOT NULL DEFAULT 0,
  key           text NOT NULL UNIQUE,
  payload       jsonb NOT NULL DEFAULT '{}',
  created_at    timestamptz NOT NULL DEFAULT dari.clock(),
  dispatched_at timestamptz,
  attempts      integer NOT NULL DEFAULT 0,
  next_try_at   timestamptz,
  error         text
);
CREATE INDEX outbox_pending ON dari.outbox (id) WHERE dispatched_at IS NULL;
CREATE INDEX outbox_subject ON dari.outbox (subject_kind, subject_id, id);

-- One row per occurrence of a schedule: the unique key is what makes a daily job run once.
CREATE TABLE dari.schedule_runs (
  schedule    text NOT NULL,
  occurrence  text NOT NULL,
  started_at  timestamptz NOT NULL DEFAULT dari.clock(),
  finished_at timestamptz,
  PRIMARY KEY (schedule, occurrence)
);
