-- dari:expand
-- +goose Up

-- Forms that were taken: who sends one again, or the same words once more, gets the ticket it made.
CREATE TABLE dari.contact_forms (
  client_id  uuid PRIMARY KEY,                -- of the form as it was shown
  said_hash  bytea NOT NULL,                  -- keyed: what was written and by whom
  ticket_id  bigint REFERENCES dari.tickets,  -- null while it is being made
  phone      text NOT NULL DEFAULT '',        -- normalised: with the number of the ticket it is a guest's way in
  created_at timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX contact_forms_said ON dari.contact_forms (said_hash, created_at);
CREATE INDEX contact_forms_ticket ON dari.contact_forms (ticket_id);

-- How often something was tried in a span of time. The key is a keyed hash: no address can be read from it.
CREATE TABLE dari.contact_tries (
  key     bytea PRIMARY KEY,
  n       integer NOT NULL,
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX contact_tries_ends ON dari.contact_tries (ends_at);

-- A guest who asks for a ticket by its number and their phone. What was asked is kept for a day.
CREATE TABLE dari.contact_lookups (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid         uuid NOT NULL UNIQUE,
  number      bigint NOT NULL,
  phone       text NOT NULL,
  lang        text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  ticket_id   bigint REFERENCES dari.tickets, -- null: there is none, which nobody is told
  code_hash   bytea,
  tries       integer NOT NULL DEFAULT 0,
  expires_at  timestamptz NOT NULL,
  verified_at timestamptz,
  created_at  timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX contact_lookups_created ON dari.contact_lookups (created_at);
