-- dari:expand
-- +goose Up
-- Tickets that staff made by hand: the same request twice is one ticket.
CREATE TABLE dari.ticket_makings (
  actor_kind text NOT NULL,
  actor_id   bigint NOT NULL,
  client_id  uuid NOT NULL,
  number     bigint,                          -- null only within the transaction that makes it
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (actor_kind, actor_id, client_id)
);
