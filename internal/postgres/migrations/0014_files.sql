-- dari:expand
-- +goose Up

-- Files that shoppers and staff send. What was not carried by a message within a day is thrown away.
CREATE TABLE dari.attachments (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  conversation_id bigint REFERENCES dari.conversations, -- null until a shopper has sent it: there may be none yet
  message_seq     bigint,                               -- null until a message carries it
  uploader_kind   text NOT NULL CHECK (uploader_kind IN ('visitor', 'customer', 'agent')),
  uploader_id     bigint NOT NULL,
  client_id       uuid NOT NULL,                        -- made by the uploader: the same one is one file
  state           text NOT NULL DEFAULT 'uploading' CHECK (state IN ('uploading', 'ready', 'refused')),
  refusal         text NOT NULL DEFAULT '',             -- why it is refused: the code of a sentence
  name            text NOT NULL,
  announced       bigint NOT NULL CHECK (announced > 0),
  received        bigint NOT NULL DEFAULT 0 CHECK (received <= announced),
  parts           text[] NOT NULL DEFAULT '{}',         -- where in the storage what has come lies, in order
  type            text NOT NULL DEFAULT '',             -- by its bytes; of what is served, as all below
  size            bigint NOT NULL DEFAULT 0,
  width           integer,
  height          integer,
  has_thumb       boolean NOT NULL DEFAULT false,
  sha256          bytea,
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (uploader_kind, uploader_id, client_id),
  FOREIGN KEY (conversation_id, message_seq) REFERENCES dari.messages (conversation_id, seq)
);
CREATE INDEX attachments_message ON dari.attachments (conversation_id, message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX attachments_unsent ON dari.attachments (created_at) WHERE message_seq IS NULL;
CREATE INDEX attachments_leftovers ON dari.attachments (id) WHERE state <> 'uploading' AND parts <> '{}';
