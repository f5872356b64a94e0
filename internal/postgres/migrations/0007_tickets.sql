-- dari:expand
-- +goose Up
CREATE SEQUENCE dari.ticket_number START 1001;
CREATE TABLE dari.tickets (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number          bigint NOT NULL UNIQUE DEFAULT nextval('dari.ticket_number'),
  state           text NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'solved', 'closed')),
  channel         text NOT NULL CHECK (channel IN ('chat', 'mail', 'form', 'phone')),
  subject         text NOT NULL DEFAULT '',
  priority        integer NOT NULL DEFAULT 0,
  owner_id        bigint REFERENCES dari.staff,
  customer_id     bigint REFERENCES dari.customers,
  visitor_id      bigint REFERENCES dari.visitors,
  order_id        bigint REFERENCES dari.orders,
  preview         text NOT NULL DEFAULT '',   -- the last message, shortened
  preview_from    text NOT NULL DEFAULT 'shopper',
  waiting_since   timestamptz,                -- the shopper's first unanswered message; null when nobody waits
  snoozed_until   timestamptz,
  first_reply_at  timestamptz,
  opened_at       timestamptz NOT NULL DEFAULT dari.clock(),
  solved_at       timestamptz,
  closed_at       timestamptz,
  last_event_seq  bigint NOT NULL DEFAULT 0,
  last_message_at timestamptz NOT NULL DEFAULT dari.clock(),
  version         integer NOT NULL DEFAULT 1,
  updated_at      timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX tickets_queue ON dari.tickets (waiting_since, id) WHERE state IN ('new', 'open');
CREATE INDEX tickets_state ON dari.tickets (state, last_message_at DESC, id DESC);
CREATE INDEX tickets_owner ON dari.tickets (owner_id, state, last_message_at DESC);
CREATE INDEX tickets_customer ON dari.tickets (customer_id, id DESC);

CREATE TABLE dari.ticket_conversations (
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  from_seq        bigint NOT NULL,
  to_seq          bigint,                     -- null while the span is open
  PRIMARY KEY (ticket_id, conversation_id, from_seq)
);
-- Spans of one conversation never overlap: at most one is open, and a new one starts after the last.
CREATE UNIQUE INDEX ticket_conversations_open ON dari.ticket_conversations (conversation_id) WHERE to_seq IS NULL;
CREATE INDEX ticket_conversations_conversation ON dari.ticket_conversations (conversation_id, from_seq);

-- The truth about a ticket: append-only; the row in tickets is what these add up to.
CREATE TABLE dari.ticket_events (
  ticket_id  bigint NOT NULL REFERENCES dari.tickets,
  seq        bigint NOT NULL,
  kind       text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('shopper', 'agent', 'system')),
  actor_id   bigint NOT NULL DEFAULT 0,
  data       jsonb NOT NULL DEFAULT '{}',
  at         timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (ticket_id, seq)
);
