-- dari:expand
-- +goose Up

ALTER TABLE dari.inbound_mail
  ADD COLUMN contact_key  text NOT NULL DEFAULT '',       -- who is answered, normalised
  ADD COLUMN sender_name  text NOT NULL DEFAULT '',
  ADD COLUMN to_list      jsonb NOT NULL DEFAULT '[]',    -- [{name, address}], as in the message
  ADD COLUMN cc_list      jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN refs         text NOT NULL DEFAULT '',       -- its References and its own Message-ID, for answers to it
  ADD COLUMN automatic    text NOT NULL DEFAULT '',       -- why no automatic reply may follow; empty: one may
  ADD COLUMN report       jsonb,                          -- of a bounce or a complaint: what it says
  ADD COLUMN forced       boolean NOT NULL DEFAULT false, -- a person has made a ticket of it
  ADD COLUMN unverified   boolean NOT NULL DEFAULT false,
  ADD COLUMN whole        boolean NOT NULL DEFAULT true,  -- false: it was too large, raw is its beginning
  ADD COLUMN size         bigint NOT NULL DEFAULT 0;
-- What a person looks through: few rows of many.
CREATE INDEX inbound_mail_put_aside ON dari.inbound_mail (state, id) WHERE state IN ('quarantined', 'ignored');
CREATE INDEX inbound_mail_conversation ON dari.inbound_mail (conversation_id, id) WHERE conversation_id IS NOT NULL;
CREATE INDEX inbound_mail_message_id ON dari.inbound_mail (message_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX inbound_mail_contact ON dari.inbound_mail (contact_key, received_at);

ALTER TABLE dari.outbound_refs
  ADD COLUMN subject      text NOT NULL DEFAULT '',
  ADD COLUMN delivery_uid uuid;

-- Who takes part in a conversation by mail: whom we have written to, and who began it.
CREATE TABLE dari.mail_parties (
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  address_norm    text NOT NULL,
  since           timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (conversation_id, address_norm)
);

-- The automatic replies that were allowed, for the caps on them.
CREATE TABLE dari.auto_reply_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address_norm text NOT NULL,
  mailbox      text NOT NULL,
  ticket_id    bigint NOT NULL REFERENCES dari.tickets UNIQUE, -- one for each ticket
  mail_id      bigint NOT NULL REFERENCES dari.inbound_mail,
  sent_at      timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX auto_reply_log_address ON dari.auto_reply_log (address_norm, sent_at);
CREATE INDEX auto_reply_log_mailbox ON dari.auto_reply_log (mailbox, sent_at);

-- How far each IMAP mailbox was read. Numbers of one uid_validity only grow.
CREATE TABLE dari.imap_cursors (
  mailbox      text PRIMARY KEY,
  uid_validity bigint NOT NULL,
  last_uid     bigint NOT NULL DEFAULT 0,
  updated_at   timestamptz NOT NULL DEFAULT dari.clock()
);
