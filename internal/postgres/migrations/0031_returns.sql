-- dari:expand
-- +goose Up
-- How returns are approved, and where the shop hears of those that are. One row.
CREATE TABLE dari.return_settings (
  the_only   boolean PRIMARY KEY DEFAULT true CHECK (the_only),
  limits     jsonb NOT NULL DEFAULT '{"agent": 100000, "lead": 500000}', -- won that a role approves alone; a role that is not named: any amount
  url        text NOT NULL DEFAULT '',
  secret     text NOT NULL DEFAULT '',        -- signs the calls
  old_secret text NOT NULL DEFAULT '',        -- signs them as well, until old_until
  old_until  timestamptz,
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT dari.clock()
);
INSERT INTO dari.return_settings DEFAULT VALUES;

-- What is to be done with an order that was placed: asked, approved, carried out by the shop.
CREATE TABLE dari.returns (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid           uuid NOT NULL UNIQUE,         -- also the id of the call to the shop: the same one is done once
  client_id     uuid NOT NULL,
  ticket_id     bigint NOT NULL REFERENCES dari.tickets,
  order_id      bigint NOT NULL REFERENCES dari.orders,
  request_uid   uuid UNIQUE REFERENCES dari.order_requests (uid), -- of the shopper, which it carries out
  kind          text NOT NULL CHECK (kind IN ('cancel', 'return', 'exchange', 'refund', 'address')),
  state         text NOT NULL CHECK (state IN ('requested', 'approved', 'sent', 'done', 'failed', 'rejected', 'withdrawn')),
  items         jsonb NOT NULL DEFAULT '[]',  -- [{line, sku, title, option, quantity, price}]
  reason        text NOT NULL,
  body          text NOT NULL DEFAULT '',
  photos        uuid[] NOT NULL DEFAULT '{}', -- attachments of the ticket's conversations
  address       jsonb,
  amount        bigint NOT NULL DEFAULT 0 CHECK (amount >= 0),
  asked_by      bigint REFERENCES dari.staff, -- null: the shopper
  decided_by    bigint REFERENCES dari.staff,
  decided_at    timestamptz,
  answer        text NOT NULL DEFAULT '',     -- why it was rejected
  -- The call to the shop. next_call_at is null when none is to be made.
  calls         integer NOT NULL DEFAULT 0,
  next_call_at  timestamptz,
  call_problem  text NOT NULL DEFAULT '',     -- what came of the last one: status:500, timeout, unreachable …
  -- What the shop said.
  refund_amount bigint,
  reference     text NOT NULL DEFAULT '',
  message       text NOT NULL DEFAULT '',
  received_at   timestamptz,                  -- the goods have come back
  ended_at      timestamptz,                  -- done, failed, rejected or withdrawn
  version       integer NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at    timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (ticket_id, client_id)
);
CREATE INDEX returns_ticket ON dari.returns (ticket_id, id DESC);
CREATE INDEX returns_order ON dari.returns (order_id, id DESC);
CREATE INDEX returns_requested ON dari.returns (id) WHERE state = 'requested';
CREATE INDEX returns_calls ON dari.returns (next_call_at) WHERE next_call_at IS NOT NULL;

-- Every call that was made, with what came of it; the answer's text is not kept.
CREATE TABLE dari.return_calls (
  return_id bigint NOT NULL REFERENCES dari.returns,
  n         integer NOT NULL,
  at        timestamptz NOT NULL,
  status    integer NOT NULL DEFAULT 0,       -- 0: there was no answer
  problem   text NOT NULL DEFAULT '',
  PRIMARY KEY (return_id, n)
);
