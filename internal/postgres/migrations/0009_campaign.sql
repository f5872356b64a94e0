-- dari:expand
-- +goose Up
CREATE TABLE dari.campaigns (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid          uuid NOT NULL UNIQUE,
  name         text NOT NULL,
  channel      text NOT NULL CHECK (channel IN ('email', 'sms')),
  state        text NOT NULL CHECK (state IN ('draft', 'scheduled', 'held', 'freezing', 'sending', 'paused', 'done', 'cancelled')),
  tags         text[] NOT NULL DEFAULT '{}',  -- empty: everyone who consented on the channel
  subject      text NOT NULL DEFAULT '',
  body_text    text NOT NULL,
  body_html    text NOT NULL DEFAULT '',
  lang         text NOT NULL DEFAULT 'ko',
  scheduled_at timestamptz,
  started_at   timestamptz,
  finished_at  timestamptz,
  freeze_after bigint NOT NULL DEFAULT 0,     -- the last customer already frozen: a killed freeze goes on here
  excluded     jsonb NOT NULL DEFAULT '{}',   -- reason -> count
  created_by   bigint REFERENCES dari.staff,
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at   timestamptz NOT NULL DEFAULT dari.clock(),
  version      integer NOT NULL DEFAULT 1
);
CREATE INDEX campaigns_due ON dari.campaigns (scheduled_at) WHERE state IN ('scheduled', 'freezing', 'sending', 'paused');
-- How the messages of a campaign stand is counted from this alone, and whether one is still open.
CREATE INDEX deliveries_campaign ON dari.deliveries (source_id, state) WHERE source_kind = 'campaign';

CREATE TABLE dari.coupons (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL,
  occasion    text NOT NULL CHECK (occasion IN ('birthday')),
  active      boolean NOT NULL DEFAULT false,
  code_prefix text NOT NULL,
  discount    text NOT NULL,                  -- as the shop says it: 10%, 5,000원
  days_before integer NOT NULL DEFAULT 7 CHECK (days_before BETWEEN 0 AND 30),
  valid_days  integer NOT NULL DEFAULT 30 CHECK (valid_days BETWEEN 1 AND 366),
  created_at  timestamptz NOT NULL DEFAULT dari.clock(),
  version     integer NOT NULL DEFAULT 1
);
CREATE TABLE dari.coupon_issues (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  coupon_id    bigint NOT NULL REFERENCES dari.coupons,
  customer_id  bigint NOT NULL REFERENCES dari.customers,
  period       text NOT NULL,                 -- the year in the shop's zone
  code         text NOT NULL UNIQUE,
  valid_until  date NOT NULL,
  issued_at    timestamptz NOT NULL DEFAULT dari.clock(),
  redeemed_at  timestamptz,
  order_number text NOT NULL DEFAULT '',
  UNIQUE (coupon_id, customer_id, period)
);
CREATE INDEX coupon_issues_customer ON dari.coupon_issues (customer_id, id);

-- Somebody may have two accounts under one address: what was refused there last holds for both.
CREATE INDEX consent_events_address ON dari.consent_events (channel, recipient_key, purpose, id DESC) WHERE recipient_key <> '';
CREATE INDEX consent_events_refused ON dari.consent_events (channel, recipient_key) WHERE NOT granted AND purpose = 'marketing' AND recipient_key <> '';

-- Consents are evidence. Only the erasing of a person, which says so, may touch a row.
-- +goose StatementBegin
CREATE FUNCTION dari.consent_events_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('dari.erasing', true), '') <> 'on' THEN
    RAISE EXCEPTION 'consent_events is append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER consent_events_keep BEFORE UPDATE OR DELETE ON dari.consent_events
FOR EACH ROW EXECUTE FUNCTION dari.consent_events_keep();

-- Every two years from the day of a consent its giver is told of it: one obligation for each due date.
CREATE TABLE dari.consent_reminders (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consent_event_id bigint NOT NULL REFERENCES dari.consent_events,
  due              date NOT NULL,              -- to be told before this day
  planned_at       timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (consent_event_id, due)
);
