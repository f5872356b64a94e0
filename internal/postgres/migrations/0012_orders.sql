-- dari:expand
-- +goose Up
-- A visitor's token that was given up by a logout opens nothing any more.
ALTER TABLE dari.visitors ADD COLUMN ended_at timestamptz;
CREATE INDEX visitors_ended ON dari.visitors (ended_at) WHERE ended_at IS NOT NULL;

-- Members' tokens that were ended before their time: one by its id, and all that were issued before it.
CREATE TABLE dari.widget_revocations (
  subject       text NOT NULL,                -- the shop's key of the member
  token_id      text NOT NULL DEFAULT '',     -- jti; empty: all that were issued before the moment
  issued_before timestamptz,
  customer_id   bigint REFERENCES dari.customers,
  ended_at      timestamptz NOT NULL DEFAULT dari.clock(),
  until         timestamptz NOT NULL,         -- no token it ends is good for longer
  PRIMARY KEY (subject, token_id)
);
CREATE INDEX widget_revocations_ended ON dari.widget_revocations (ended_at);
CREATE INDEX widget_revocations_until ON dari.widget_revocations (until);

-- What a ticket is about, and until when the shopper was promised an answer.
ALTER TABLE dari.tickets ADD COLUMN type text NOT NULL DEFAULT 'question'
  CHECK (type IN ('question', 'cancel', 'change', 'address'));
ALTER TABLE dari.tickets ADD COLUMN due_at timestamptz;

-- Carriers: how they are called and where they show a parcel; {no} stands for its number.
CREATE TABLE dari.carriers (
  code         text PRIMARY KEY,
  name_ko      text NOT NULL,
  name_en      text NOT NULL,
  tracking_url text NOT NULL DEFAULT ''
);
INSERT INTO dari.carriers (code, name_ko, name_en, tracking_url) VALUES
  ('cjlogistics', 'CJ대한통운', 'CJ Logistics', 'https://trace.cjlogistics.com/next/tracking.html?wblNo={no}'),
  ('hanjin', '한진택배', 'Hanjin', 'https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&schLang=KR&wblnumText2={no}'),
  ('lotte', '롯데택배', 'Lotte', 'https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo={no}'),
  ('logen', '로젠택배', 'Logen', 'https://www.ilogen.com/web/personal/trace/{no}'),
  ('epost', '우체국택배', 'Korea Post', 'https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?displayHeader=N&sid1={no}'),
  ('kdexp', '경동택배', 'Kyungdong', ''),
  ('daesin', '대신택배', 'Daesin', ''),
  ('cvsnet', 'GS25편의점택배', 'CVSnet', ''),
  ('cupost', 'CU편의점택배', 'CU Post', '');

-- A guest who asks for an order by its number and their phone. What was asked is kept for a day.
CREATE TABLE dari.order_lookups (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid            uuid NOT NULL UNIQUE,
  visitor_id     bigint REFERENCES dari.visitors,
  customer_id    bigint REFERENCES dari.customers,
  number         text NOT NULL,
  phone          text NOT NULL,               -- normalised
  channel        text NOT NULL CHECK (channel IN ('sms', 'email')),
  lang           text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  order_id       bigint REFERENCES dari.orders, -- null: there is none, which nobody is told
  code_hash      bytea,                       -- of the newest code
  tries          integer NOT NULL DEFAULT 0,
  sends          integer NOT NULL DEFAULT 1,
  resend_at      timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  verified_at    timestamptz,
  unlocked_until timestamptz,
  created_at     timestamptz NOT NULL DEFAULT dari.clock(),
  CHECK ((visitor_id IS NULL) <> (customer_id IS NULL))
);
CREATE INDEX order_lookups_visitor ON dari.order_lookups (visitor_id, unlocked_until) WHERE unlocked_until IS NOT NULL;
CREATE INDEX order_lookups_customer ON dari.order_lookups (customer_id, unlocked_until) WHERE unlocked_until IS NOT NULL;
CREATE INDEX order_lookups_created ON dari.order_lookups (created_at);

-- How often something was tried in a span of time. The key is a keyed hash: no address or number can be read from it.
CREATE TABLE dari.order_tries (
  key     bytea PRIMARY KEY,
  n       integer NOT NULL,
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX order_tries_ends ON dari.order_tries (ends_at);

-- What a shopper asks to have done with an order.
CREATE TABLE dari.order_requests (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  order_id        bigint NOT NULL REFERENCES dari.orders,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  ticket_id       bigint REFERENCES dari.tickets, -- null: done at once, without staff
  customer_id     bigint REFERENCES dari.customers,
  visitor_id      bigint REFERENCES dari.visitors,
  client_id       uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('cancel', 'change', 'address')),
  state           text NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'done', 'withdrawn')),
  items           jsonb NOT NULL DEFAULT '[]', -- [{line, title, option, quantity}]; empty: the whole order
  reason          text NOT NULL,
  body            text NOT NULL DEFAULT '',
  address         jsonb,
  files           uuid[] NOT NULL DEFAULT '{}',
  refund          bigint,                     -- as it was quoted
  due_at          timestamptz,                -- until when an answer was promised
  answer          text NOT NULL DEFAULT '',   -- what staff said to it
  decided_by      bigint REFERENCES dari.staff,
  decided_at      timestamptz,
  version         integer NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at      timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (order_id, client_id)
);
-- Two clicks make one: at most one request of an order is open.
CREATE UNIQUE INDEX order_requests_open ON dari.order_requests (order_id) WHERE state IN ('asked', 'approved');
CREATE INDEX order_requests_order ON dari.order_requests (order_id, id DESC);
CREATE INDEX order_requests_ticket ON dari.order_requests (ticket_id) WHERE ticket_id IS NOT NULL;
