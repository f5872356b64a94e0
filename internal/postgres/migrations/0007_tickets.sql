-- dari:expand
-- +goose Up
CREATE SEQUENCE dari.ticket_number START 1001;
CREATE TABLE dari.tickets (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number          bigint NOT NULL UNIQUE DEFAULT nextval('dari.ticket_number'),
  state           text NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'solved', 'closed')),
  channel         text NOT NULL CHECK (channel IN ('chat', 'mail', 'form', 'phone', 'sms')),
  subject         text NOT NULL DEFAULT '',
  priority        integer NOT NULL DEFAULT 0,
  owner_id        bigint REFERENCES dari.staff,
  customer_id     bigint REFERENCES dari.customers,
  visitor_id      bigint REFERENCES dari.visitors,
  order_id        bigint REFERENCES dari.orders,
  conversation_id bigint NOT NULL REFERENCES dari.conversations, -- of the last message: where an answer goes
  preview         text NOT NULL DEFAULT '',   -- the last message, shortened; the one column that the events do not hold
  preview_from    text NOT NULL DEFAULT 'shopper',
  waiting_since   timestamptz,                -- the shopper's first unanswered message; null when nobody waits
  snoozed_until   timestamptz,
  first_reply_at  timestamptz,
  opened_at       timestamptz NOT NULL DEFAULT dari.clock(),
  solved_at       timestamptz,
  closed_at       timestamptz,
  last_message_at timestamptz NOT NULL DEFAULT dari.clock(),
  version         integer NOT NULL DEFAULT 1, -- the seq of the last event
  updated_at      timestamptz NOT NULL DEFAULT dari.clock()
);
-- Who waits: the front of every list, whatever it is filtered by.
CREATE INDEX tickets_queue ON dari.tickets (waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX tickets_queue_owner ON dari.tickets (owner_id, waiting_since, id) WHERE waiting_since IS NOT NULL;
-- The rest, by the last message: of the few that are at work, of a state, of an owner, of all.
CREATE INDEX tickets_active ON dari.tickets (last_message_at DESC, id DESC) WHERE state IN ('new', 'open');
CREATE INDEX tickets_state ON dari.tickets (state, last_message_at DESC, id DESC);
CREATE INDEX tickets_owner ON dari.tickets (owner_id, last_message_at DESC, id DESC);
CREATE INDEX tickets_recent ON dari.tickets (last_message_at DESC, id DESC);
CREATE INDEX tickets_solved ON dari.tickets (solved_at) WHERE state = 'solved';
CREATE INDEX tickets_customer ON dari.tickets (customer_id, id DESC) WHERE customer_id IS NOT NULL;

CREATE TABLE dari.ticket_conversations (
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  from_seq        bigint NOT NULL,
  to_seq          bigint,                     -- null while the span is open
  last_seq        bigint NOT NULL,            -- the last message that the ticket knows of
  PRIMARY KEY (ticket_id, conversation_id, from_seq),
  CHECK (last_seq >= from_seq AND (to_seq IS NULL OR to_seq >= from_seq))
);
-- Spans of one conversation never overlap: at most one is open, and a new one starts after the last.
CREATE UNIQUE INDEX ticket_conversations_open ON dari.ticket_conversations (conversation_id) WHERE to_seq IS NULL;
CREATE UNIQUE INDEX ticket_conversations_conversation ON dari.ticket_conversations (conversation_id, from_seq);

-- The truth about a ticket: append-only; the row in tickets is what these add up to.
CREATE TABLE dari.ticket_events (
  ticket_id  bigint NOT NULL REFERENCES dari.tickets,
  seq        bigint NOT NULL,
  kind       text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('shopper', 'agent', 'system')),
  actor_id   bigint NOT NULL DEFAULT 0,
  data       jsonb NOT NULL DEFAULT '{}',
  at         timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, seq)
);
CREATE TRIGGER ticket_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dari.ticket_events
  FOR EACH STATEMENT EXECUTE FUNCTION dari.refuse_change();
