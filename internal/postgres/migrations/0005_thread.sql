-- dari:expand
-- +goose Up
CREATE TABLE dari.conversations (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  kind            text NOT NULL CHECK (kind IN ('chat', 'mail')),
  customer_id     bigint REFERENCES dari.customers,
  visitor_id      bigint,                     -- a row of chat's visitors
  title           text NOT NULL DEFAULT '',
  lang            text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  last_seq        bigint NOT NULL DEFAULT 0,
  last_note_seq   bigint NOT NULL DEFAULT 0,
  last_message_at timestamptz,
  created_at      timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE UNIQUE INDEX conversations_chat_visitor ON dari.conversations (visitor_id) WHERE kind = 'chat' AND customer_id IS NULL;
CREATE UNIQUE INDEX conversations_chat_customer ON dari.conversations (customer_id) WHERE kind = 'chat' AND customer_id IS NOT NULL;

-- One conversation's row is updated with every message: leave room for that beside it.
ALTER TABLE dari.conversations SET (fillfactor = 70);

CREATE TABLE dari.messages (
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  seq             bigint NOT NULL,
  uid             uuid NOT NULL UNIQUE,
  sender_kind     text NOT NULL CHECK (sender_kind IN ('shopper', 'agent', 'system')),
  sender_id       bigint NOT NULL DEFAULT 0,  -- visitor, customer or staff id; 0 for the system
  sender_name     text NOT NULL DEFAULT '',   -- as it was when it was written; shoppers see it of agents
  client_id       uuid NOT NULL,
  channel         text NOT NULL CHECK (channel IN ('chat', 'mail', 'sms', 'phone', 'form')),
  kind            text NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'event', 'card', 'file')),
  body            text NOT NULL,
  body_hash       bytea NOT NULL,
  data            jsonb,
  search          tsvector,
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  withdrawn_at    timestamptz,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (conversation_id, sender_kind, sender_id, client_id)
);
CREATE INDEX messages_search ON dari.messages USING gin (search);

CREATE TABLE dari.notes (
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  seq             bigint NOT NULL,
  uid             uuid NOT NULL UNIQUE,
  after_seq       bigint NOT NULL,            -- shown after this message
  staff_id        bigint NOT NULL REFERENCES dari.staff,
  staff_name      text NOT NULL DEFAULT '',
  client_id       uuid NOT NULL,
  body            text NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (conversation_id, staff_id, client_id)
);

CREATE TABLE dari.receipts (
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  reader_kind     text NOT NULL CHECK (reader_kind IN ('shopper', 'agent')),
  reader_id       bigint NOT NULL,
  delivered_seq   bigint NOT NULL DEFAULT 0,
  read_seq        bigint NOT NULL DEFAULT 0,
  updated_at      timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (conversation_id, reader_kind, reader_id)
);

CREATE TABLE dari.drafts (
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  staff_id        bigint NOT NULL REFERENCES dari.staff,
  kind            text NOT NULL CHECK (kind IN ('reply', 'note')),
  body            text NOT NULL,
  updated_at      timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (conversation_id, staff_id, kind)
);

-- Changed by hand after a restore from a backup: clients then read everything anew.
CREATE TABLE dari.server_epoch (
  id    boolean PRIMARY KEY DEFAULT true CHECK (id),
  epoch uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO dari.server_epoch DEFAULT VALUES;
