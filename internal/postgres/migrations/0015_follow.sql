-- dari:expand
-- +goose Up

-- Conversations with answers that nobody has read. A row lives from the answer until it was read, has
-- left by mail or SMS, or cannot leave; while the shopper has a socket open its time moves on.
CREATE TABLE dari.follow_waits (
  conversation_id bigint PRIMARY KEY REFERENCES dari.conversations,
  last_seq        bigint NOT NULL,
  due_at          timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX follow_waits_due ON dari.follow_waits (due_at);

-- What left: the answers from_seq to up_to_seq, once, in one message. It is the source of a delivery.
CREATE TABLE dari.follow_ups (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  from_seq        bigint NOT NULL,
  up_to_seq       bigint NOT NULL CHECK (up_to_seq >= from_seq),
  channel         text NOT NULL CHECK (channel IN ('email', 'sms')),
  recipient_key   text NOT NULL,
  message_id      text NOT NULL DEFAULT '',   -- of a mail
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  sent_at         timestamptz,
  dropped_at      timestamptz,                -- it did not leave
  reason          text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX follow_ups_once ON dari.follow_ups (conversation_id, up_to_seq) WHERE dropped_at IS NULL;
CREATE INDEX follow_ups_recipient ON dari.follow_ups (channel, recipient_key, id DESC);

-- The links in them. A link opens once, in one browser, and is bound to where it was sent.
CREATE TABLE dari.follow_links (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash      bytea NOT NULL UNIQUE,      -- SHA-256; the token itself is in the message alone
  follow_id       bigint REFERENCES dari.follow_ups,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  channel         text NOT NULL CHECK (channel IN ('email', 'sms')),
  recipient_key   text NOT NULL,
  lang            text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  renewed_from    bigint REFERENCES dari.follow_links,
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  expires_at      timestamptz NOT NULL,
  opened_at       timestamptz,
  session_hash    bytea UNIQUE,               -- of the browser that opened it
  session_until   timestamptz
);
CREATE INDEX follow_links_recipient ON dari.follow_links (channel, recipient_key, id DESC);
CREATE INDEX follow_links_expires ON dari.follow_links (expires_at);

-- Numbers that answered 그만: no answers go there any more.
CREATE TABLE dari.follow_stops (
  channel       text NOT NULL CHECK (channel IN ('email', 'sms')),
  recipient_key text NOT NULL,
  at            timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (channel, recipient_key)
);

-- Text messages that came in, each once.
CREATE TABLE dari.inbound_sms (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider_id     text NOT NULL UNIQUE,
  sender_key      text NOT NULL,
  body            text NOT NULL,
  sent_at         timestamptz,
  state           text NOT NULL CHECK (state IN ('joined', 'stopped', 'ignored')),
  reason          text NOT NULL DEFAULT '',
  conversation_id bigint REFERENCES dari.conversations,
  message_seq     bigint,
  received_at     timestamptz NOT NULL DEFAULT dari.clock()
);

-- Transcripts that shoppers asked for, and the code that proves an address to be theirs.
CREATE TABLE dari.transcripts (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  customer_id     bigint REFERENCES dari.customers,
  visitor_id      bigint REFERENCES dari.visitors,
  email           text NOT NULL,              -- normalised
  lang            text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  ip_hash         bytea NOT NULL,
  code_hash       bytea,                      -- null: none is needed
  tries           integer NOT NULL DEFAULT 0,
  sends           integer NOT NULL DEFAULT 0, -- of codes
  resend_at       timestamptz,
  expires_at      timestamptz,
  sent_at         timestamptz,                -- the transcript itself
  created_at      timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX transcripts_conversation ON dari.transcripts (conversation_id, created_at);
CREATE INDEX transcripts_email ON dari.transcripts (email, created_at);
CREATE INDEX transcripts_ip ON dari.transcripts (ip_hash, created_at);

-- Mails that came in: the raw mail is committed before anything is done with it.
CREATE TABLE dari.inbound_mail (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  mailbox         text NOT NULL DEFAULT 'api',
  dedupe_key      text NOT NULL,
  message_id      text NOT NULL DEFAULT '',
  raw_sha256      bytea NOT NULL,
  raw             bytea NOT NULL,
  state           text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'processing', 'done', 'quarantined', 'ignored')),
  kind            text NOT NULL DEFAULT '' CHECK (kind IN ('', 'human', 'auto', 'bounce', 'complaint', 'list')),
  reason          text NOT NULL DEFAULT '',
  attempts        integer NOT NULL DEFAULT 0,
  error           text NOT NULL DEFAULT '',
  next_try_at     timestamptz NOT NULL DEFAULT dari.clock(),
  sender_key      text NOT NULL DEFAULT '',
  subject         text NOT NULL DEFAULT '',
  conversation_id bigint REFERENCES dari.conversations,
  message_seq     bigint,
  received_at     timestamptz NOT NULL DEFAULT dari.clock(),
  processed_at    timestamptz,
  UNIQUE (mailbox, dedupe_key)
);
CREATE INDEX inbound_mail_waiting ON dari.inbound_mail (next_try_at) WHERE state IN ('received', 'processing');
CREATE INDEX inbound_mail_duplicates ON dari.inbound_mail (dedupe_key);

-- The Message-IDs of what we have sent, for answers that name them.
CREATE TABLE dari.outbound_refs (
  message_id      text PRIMARY KEY,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  ticket_id       bigint REFERENCES dari.tickets,
  recipient_key   text NOT NULL DEFAULT '',
  sent_at         timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX outbound_refs_conversation ON dari.outbound_refs (conversation_id, sent_at);
