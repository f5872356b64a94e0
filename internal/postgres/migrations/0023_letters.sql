-- dari:expand
-- +goose Up

-- What each member of staff has chosen for themselves; without a row the defaults hold.
CREATE TABLE dari.staff_preferences (
  staff_id   bigint PRIMARY KEY REFERENCES dari.staff,
  mail_hold  smallint NOT NULL DEFAULT 5 CHECK (mail_hold IN (0, 5, 10)), -- seconds until an answer leaves
  updated_at timestamptz NOT NULL DEFAULT dari.clock()
);

-- Answers that leave by mail: one row for each, whoever is told of it first. It is the source of its
-- deliveries, one for each recipient. A row without deliveries was taken back before they were planned.
CREATE TABLE dari.letters (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  state           text NOT NULL CHECK (state IN ('held', 'waiting', 'sent', 'partly', 'unknown', 'failed', 'bounced', 'expired', 'cancelled', 'unsent')),
  message_id      text NOT NULL DEFAULT '',   -- of all copies of the mail
  leaves_at       timestamptz NOT NULL,
  looked_at       timestamptz NOT NULL DEFAULT dari.clock(), -- when the ledger was asked last
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (conversation_id, seq),
  FOREIGN KEY (conversation_id, seq) REFERENCES dari.messages (conversation_id, seq)
);
CREATE INDEX letters_open ON dari.letters (looked_at) WHERE state IN ('held', 'waiting', 'unknown');

-- Numbers of the notices about tickets that are nobody's answer.
CREATE SEQUENCE dari.letter_notice;

-- A report about an answer names its Message-ID, which is that of all its copies.
CREATE INDEX deliveries_reply_message ON dari.deliveries (message_id) WHERE class = 'reply' AND channel = 'email';
