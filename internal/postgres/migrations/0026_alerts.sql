-- dari:expand
-- +goose Up
-- How each person wants to hear of what; without a row the defaults hold.
CREATE TABLE dari.alert_preferences (
  staff_id   bigint PRIMARY KEY REFERENCES dari.staff,
  matrix     jsonb NOT NULL,                  -- {"new": {"screen": true, …}, …}
  quiet_from smallint CHECK (quiet_from BETWEEN 0 AND 1439), -- minutes since midnight; null: never
  quiet_to   smallint CHECK (quiet_to BETWEEN 0 AND 1439),
  phone      text NOT NULL DEFAULT '',        -- E.164, for text messages
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT dari.clock(),
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);

-- One row for each person and thing to tell: whichever program is first tells it.
CREATE TABLE dari.alerts (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id   bigint NOT NULL REFERENCES dari.staff,
  key        text NOT NULL,                   -- wait:<ticket>:<since>, late:<ticket>:<clock>:<due> …
  kind       text NOT NULL CHECK (kind IN ('new', 'reply', 'mention', 'soon', 'late', 'low')),
  ticket_id  bigint REFERENCES dari.tickets,
  quiet      boolean NOT NULL DEFAULT false,  -- it came outside their hours
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (staff_id, key)
);
CREATE INDEX alerts_age ON dari.alerts (created_at);
