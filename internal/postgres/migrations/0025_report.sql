-- dari:expand
-- +goose Up
-- What reports are made of: a row for each answer, each settling and each score of a ticket, worked out
-- from its events. A report adds these up and never reads a message.
CREATE TABLE dari.reply_facts (
  ticket_id        bigint NOT NULL REFERENCES dari.tickets,
  seq              bigint NOT NULL,           -- of the event that is the answer
  staff_id         bigint NOT NULL,
  channel          text NOT NULL,
  first            boolean NOT NULL,          -- the first of the ticket
  asked_at         timestamptz NOT NULL,      -- the shopper's first message that it answers
  replied_at       timestamptz NOT NULL,
  wall_seconds     bigint NOT NULL,
  business_seconds bigint NOT NULL,
  PRIMARY KEY (ticket_id, seq)
);
CREATE INDEX reply_facts_at ON dari.reply_facts (replied_at) INCLUDE (staff_id, channel, first, wall_seconds, business_seconds, ticket_id);

CREATE TABLE dari.solve_facts (
  ticket_id        bigint NOT NULL REFERENCES dari.tickets,
  seq              bigint NOT NULL,           -- of the event
  staff_id         bigint NOT NULL,           -- who settled it; 0: a program for nobody
  channel          text NOT NULL,
  solved_at        timestamptz NOT NULL,
  wall_seconds     bigint NOT NULL,           -- without what it waited for the shopper or was put aside
  business_seconds bigint NOT NULL,
  replies          integer NOT NULL,          -- of people, up to then
  reopened_at      timestamptz,               -- the shopper wrote again within a week
  PRIMARY KEY (ticket_id, seq)
);
CREATE INDEX solve_facts_at ON dari.solve_facts (solved_at) INCLUDE (staff_id, channel, wall_seconds, business_seconds, replies, reopened_at, ticket_id);

CREATE TABLE dari.score_facts (
  ticket_id bigint NOT NULL REFERENCES dari.tickets,
  seq       bigint NOT NULL,
  staff_id  bigint NOT NULL,                  -- who answered last
  channel   text NOT NULL,
  score     integer NOT NULL,
  scored_at timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, seq)
);
CREATE INDEX score_facts_at ON dari.score_facts (scored_at) INCLUDE (staff_id, channel, score, ticket_id);

-- Tickets of which something has happened since their facts were worked out.
CREATE TABLE dari.fact_waits (
  ticket_id bigint PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
INSERT INTO dari.fact_waits (ticket_id) SELECT id FROM dari.tickets;

-- What the live board counts.
CREATE INDEX deliveries_failing ON dari.deliveries (updated_at) WHERE state IN ('failed', 'bounced', 'unknown');
