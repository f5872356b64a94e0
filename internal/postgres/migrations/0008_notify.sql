-- dari:expand
-- +goose Up
CREATE TABLE dari.templates (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL,                -- order.shipped, preorder.delayed, coupon.birthday, campaign:<uid> …
  channel       text NOT NULL CHECK (channel IN ('email', 'sms')),
  lang          text NOT NULL CHECK (lang IN ('ko', 'en')),
  class         text NOT NULL CHECK (class IN ('info', 'ad')),
  live_version  integer NOT NULL DEFAULT 1,
  UNIQUE (kind, channel, lang)
);
CREATE TABLE dari.template_versions (
  template_id bigint NOT NULL REFERENCES dari.templates,
  version     integer NOT NULL,
  subject     text NOT NULL DEFAULT '',
  body_text   text NOT NULL,
  body_html   text NOT NULL DEFAULT '',
  created_at  timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (template_id, version)
);

CREATE TABLE dari.deliveries (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid              uuid NOT NULL UNIQUE,
  class            text NOT NULL CHECK (class IN ('notice', 'reply', 'code', 'statutory', 'marketing', 'staff')),
  lane             text NOT NULL CHECK (lane IN ('direct', 'notice', 'marketing')),
  source_kind      text NOT NULL,             -- event, campaign, coupon, consent …
  source_id        bigint NOT NULL,
  kind             text NOT NULL,             -- the template kind
  version          integer NOT NULL DEFAULT 0, -- of what the event is about: orders.version, promises.version
  family           text NOT NULL DEFAULT '',  -- status or eta: what changes in the fold window are folded with
  told             text NOT NULL DEFAULT '',  -- the value it tells: a status, a date
  channel          text NOT NULL CHECK (channel IN ('email', 'sms')),
  recipient_key    text NOT NULL,             -- the normalised address
  address          text NOT NULL,
  customer_id      bigint REFERENCES dari.customers,
  order_id         bigint REFERENCES dari.orders,
  lang             text NOT NULL DEFAULT 'ko',
  template_id      bigint,
  template_version integer,
  fields           jsonb NOT NULL DEFAULT '{}',
  composed         jsonb,                     -- what left: {subject, text}
  state            text NOT NULL CHECK (state IN ('planned', 'held', 'queued', 'leased', 'handed_off', 'deferred', 'sent',
                     'delivered', 'bounced', 'failed', 'unknown', 'suppressed', 'expired', 'cancelled')),
  reason           text NOT NULL DEFAULT '',
  attempt          integer NOT NULL DEFAULT 0,
  unknown_retries  integer NOT NULL DEFAULT 0,
  not_before       timestamptz NOT NULL DEFAULT dari.clock(),
  expires_at       timestamptz NOT NULL,
  lease_token      uuid,
  lease_until      timestamptz,
  handoff_at       timestamptz,
  sent_at          timestamptz,
  message_id       text NOT NULL,
  provider_ref     text NOT NULL DEFAULT '',
  last_code        integer NOT NULL DEFAULT 0,
  last_text        text NOT NULL DEFAULT '',
  created_at       timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at       timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (source_kind, source_id, channel, recipient_key)
);
CREATE INDEX deliveries_due ON dari.deliveries (lane, channel, not_before, id) WHERE state IN ('planned', 'queued', 'deferred');
CREATE INDEX deliveries_expiry ON dari.deliveries (expires_at) WHERE state IN ('planned', 'held', 'queued', 'deferred');
CREATE INDEX deliveries_unknown ON dari.deliveries (id) WHERE state = 'unknown';
CREATE INDEX deliveries_held ON dari.deliveries (kind, id) WHERE state = 'held';
CREATE INDEX deliveries_leased ON dari.deliveries (lease_until) WHERE state = 'leased';
CREATE INDEX deliveries_handed_off ON dari.deliveries (handoff_at) WHERE state = 'handed_off';
CREATE INDEX deliveries_order ON dari.deliveries (order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX deliveries_customer ON dari.deliveries (customer_id, id DESC) WHERE customer_id IS NOT NULL;

CREATE TABLE dari.delivery_attempts (
  delivery_id bigint NOT NULL REFERENCES dari.deliveries,
  n           integer NOT NULL,
  started_at  timestamptz NOT NULL,
  handoff_at  timestamptz,
  ended_at    timestamptz,
  outcome     text NOT NULL DEFAULT '',
  code        integer NOT NULL DEFAULT 0,
  enhanced    text NOT NULL DEFAULT '',
  text        text NOT NULL DEFAULT '',
  node        text NOT NULL DEFAULT '',
  PRIMARY KEY (delivery_id, n)
);

-- How many notices of a kind were planned in each five minutes: what the mass guard compares with.
CREATE TABLE dari.notice_rates (
  kind   text NOT NULL,
  bucket timestamptz NOT NULL,
  n      integer NOT NULL,
  PRIMARY KEY (kind, bucket)
);

CREATE TABLE dari.suppressions (
  channel      text NOT NULL CHECK (channel IN ('email', 'sms')),
  address_norm text NOT NULL,
  scope        text NOT NULL CHECK (scope IN ('all', 'marketing')),
  reason       text NOT NULL,
  since        timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (channel, address_norm, scope)
);

-- Who agreed to what, when and where: append-only; the present state is the newest row.
CREATE TABLE dari.consent_events (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id   bigint REFERENCES dari.customers,
  channel       text NOT NULL CHECK (channel IN ('email', 'sms')),
  recipient_key text NOT NULL DEFAULT '',
  purpose       text NOT NULL CHECK (purpose IN ('marketing', 'marketing_night')),
  granted       boolean NOT NULL,
  source        text NOT NULL,                -- api, link, unsubscribe, one_click, 080 …
  text_shown    text NOT NULL DEFAULT '',
  ip            text NOT NULL DEFAULT '',
  at            timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX consent_events_customer ON dari.consent_events (customer_id, channel, purpose, id DESC);

-- Parameters of the law by country and date; the product gives no legal advice.
CREATE TABLE dari.legal_rules (
  country    text NOT NULL,
  rule       text NOT NULL,
  value      jsonb NOT NULL,
  valid_from date NOT NULL,
  source     text NOT NULL,
  PRIMARY KEY (country, rule, valid_from)
);
INSERT INTO dari.legal_rules (country, rule, value, valid_from, source) VALUES
  ('KR', 'ad_night', '{"from": "21:00", "to": "08:00", "zone": "Asia/Seoul", "channels": ["email", "sms"]}', '2014-11-29', '정보통신망법 제50조 제3항'),
  ('KR', 'consent_reconfirm', '{"years": 2}', '2014-11-29', '정보통신망법 제50조 제8항');
