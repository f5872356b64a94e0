-- dari:expand
-- +goose Up
CREATE TABLE dari.visitors (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid          uuid NOT NULL UNIQUE,
  token_hash   bytea NOT NULL UNIQUE,         -- SHA-256 of a 256-bit token
  customer_id  bigint REFERENCES dari.customers,
  lang         text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  last_seen_at timestamptz NOT NULL DEFAULT dari.clock()
);
ALTER TABLE dari.conversations ADD FOREIGN KEY (visitor_id) REFERENCES dari.visitors;
