-- dari:expand
-- +goose Up
-- +goose StatementBegin
-- The moment the product takes as now. The session setting dari.clock moves it: '+3 days' or
-- '-1 hour' shifts real time, an absolute timestamp stops it (tests).
CREATE FUNCTION dari.clock() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN coalesce(current_setting('dari.clock', true), '') = '' THEN now()
    WHEN current_setting('dari.clock', true) ~ '^[+-]' THEN now() + current_setting('dari.clock', true)::interval
    ELSE current_setting('dari.clock', true)::timestamptz
  END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
-- The same clock, but it goes on inside a transaction: leases and the advertising gate ask this one.
CREATE FUNCTION dari.ticking_clock() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT dari.clock() + (clock_timestamp() - now())
$$;
-- +goose StatementEnd

-- Which steps this database holds, and whether an older program may still run on it.
CREATE TABLE dari.schema_steps (
  version    bigint PRIMARY KEY,
  name       text NOT NULL,
  class      text NOT NULL CHECK (class IN ('expand', 'contract')),
  applied_at timestamptz NOT NULL DEFAULT now()
);
