-- dari:expand
-- +goose Up
-- The deadline that comes next, so that the queue can be sorted by it: null while none runs.
ALTER TABLE dari.tickets ADD COLUMN IF NOT EXISTS next_due_at timestamptz;
ALTER TABLE dari.tickets ADD COLUMN deadline jsonb;       -- the same as the console shows it, also while it stands still

-- What answers are owed to whom. The first one that applies is a ticket's, by position.
CREATE TABLE dari.sla_policies (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position   integer NOT NULL,
  version    integer NOT NULL DEFAULT 1,
  retired_at timestamptz
);
-- A ticket keeps the version it came under: a change is a new row.
CREATE TABLE dari.sla_policy_versions (
  policy_id     bigint NOT NULL REFERENCES dari.sla_policies,
  version       integer NOT NULL,
  name          text NOT NULL,
  calendar_id   bigint REFERENCES dari.calendars,         -- null: the shop's
  applies       jsonb NOT NULL DEFAULT '{}',              -- {"types","channels","tags","grades"}; an empty list: any
  first_minutes integer CHECK (first_minutes BETWEEN 1 AND 100000), -- business minutes; null: none is owed
  next_minutes  integer CHECK (next_minutes BETWEEN 1 AND 100000),
  solve_minutes integer CHECK (solve_minutes BETWEEN 1 AND 100000),
  warn_percent  integer NOT NULL DEFAULT 75 CHECK (warn_percent BETWEEN 1 AND 100),
  staff_id      bigint REFERENCES dari.staff,
  created_at    timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (policy_id, version)
);

-- How far a ticket's history has been followed, and under which policy.
CREATE TABLE dari.sla_tickets (
  ticket_id      bigint PRIMARY KEY REFERENCES dari.tickets,
  seq            bigint NOT NULL DEFAULT 0,
  policy_id      bigint,
  policy_version integer,
  FOREIGN KEY (policy_id, policy_version) REFERENCES dari.sla_policy_versions
);

-- A clock measures one thing that is owed: the first answer, an answer to a further question, the solution.
CREATE TABLE dari.sla_clocks (
  ticket_id      bigint NOT NULL REFERENCES dari.tickets,
  kind           text NOT NULL CHECK (kind IN ('first', 'next', 'solve')),
  n              integer NOT NULL,            -- of further questions there are many
  policy_id      bigint NOT NULL,
  policy_version integer NOT NULL,
  calendar_id    bigint NOT NULL DEFAULT 0,   -- 0: the shop's
  target_seconds bigint NOT NULL,             -- of business time
  warn_seconds   bigint NOT NULL,
  spent_seconds  bigint NOT NULL DEFAULT 0,   -- the sum of the spans that have stopped
  spans          integer NOT NULL DEFAULT 0,
  started_at     timestamptz NOT NULL,
  running_since  timestamptz,                 -- the start of the span that runs
  warn_at        timestamptz,                 -- while it runs, when it will be at these points
  soon_at        timestamptz,
  due_at         timestamptz,
  warned_at      timestamptz,                 -- what has come to pass
  sooned_at      timestamptz,
  breached_at    timestamptz,
  met_at         timestamptz,
  ended_at       timestamptz,                 -- nothing is owed any more, though it was not met
  look_at        timestamptz GENERATED ALWAYS AS (CASE WHEN running_since IS NOT NULL THEN LEAST(
    CASE WHEN warned_at IS NULL THEN warn_at END, CASE WHEN sooned_at IS NULL THEN soon_at END,
    CASE WHEN breached_at IS NULL THEN due_at END) END) STORED,
  PRIMARY KEY (ticket_id, kind, n),
  FOREIGN KEY (policy_id, policy_version) REFERENCES dari.sla_policy_versions
);
CREATE INDEX sla_clocks_look ON dari.sla_clocks (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX sla_clocks_running ON dari.sla_clocks (calendar_id, ticket_id) WHERE running_since IS NOT NULL;
CREATE INDEX sla_clocks_breached ON dari.sla_clocks (breached_at) WHERE breached_at IS NOT NULL;

-- Each go and stop of a clock. The seconds are of business time, as the calendar was at the stop.
CREATE TABLE dari.sla_spans (
  ticket_id  bigint NOT NULL,
  kind       text NOT NULL,
  clock_n    integer NOT NULL,
  n          integer NOT NULL,
  started_at timestamptz NOT NULL,
  stopped_at timestamptz,                     -- null while it runs
  seconds    bigint NOT NULL DEFAULT 0,
  reason     text NOT NULL DEFAULT '',        -- why it stopped: answered, asked, snoozed, solved, over, policy
  PRIMARY KEY (ticket_id, kind, clock_n, n),
  FOREIGN KEY (ticket_id, kind, clock_n) REFERENCES dari.sla_clocks,
  CHECK (stopped_at IS NULL OR stopped_at >= started_at)
);

-- By when the shopper was told that an answer comes.
CREATE TABLE dari.sla_promises (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  seq             bigint NOT NULL,            -- of the event it was made by
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  made_at         timestamptz NOT NULL,
  first_due_at    timestamptz NOT NULL,
  due_at          timestamptz NOT NULL,       -- another one than at first when the shopper was told so
  soon_at         timestamptz NOT NULL,
  sooned_at       timestamptz,
  breached_at     timestamptz,                -- it was not kept in time
  slip_at         timestamptz NOT NULL,       -- when a new time is told, unless it is kept by then
  told_at         timestamptz,                -- once
  kept_at         timestamptz,
  ended_at        timestamptz,
  look_at         timestamptz GENERATED ALWAYS AS (CASE WHEN kept_at IS NULL AND ended_at IS NULL THEN LEAST(
    CASE WHEN told_at IS NULL THEN slip_at END, CASE WHEN sooned_at IS NULL THEN soon_at END,
    CASE WHEN breached_at IS NULL THEN due_at END) END) STORED,
  UNIQUE (ticket_id, seq)
);
CREATE INDEX sla_promises_look ON dari.sla_promises (look_at) WHERE look_at IS NOT NULL;

-- Re-applying a policy to tickets that are open already: chosen by a person, done in steps.
CREATE TABLE dari.sla_jobs (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy_id    bigint NOT NULL REFERENCES dari.sla_policies,
  staff_id     bigint REFERENCES dari.staff,
  up_to        bigint NOT NULL,               -- tickets with a greater id have come since
  after_ticket bigint NOT NULL DEFAULT 0,
  total        integer NOT NULL,
  done         integer NOT NULL DEFAULT 0,
  failed       integer NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  finished_at  timestamptz
);
CREATE INDEX sla_jobs_open ON dari.sla_jobs (id) WHERE finished_at IS NULL;

-- The state of each calendar by which running clocks were planned last; 0 is the shop's.
CREATE TABLE dari.sla_calendars (
  calendar_id bigint PRIMARY KEY,
  mark        text NOT NULL,
  after_ticket bigint NOT NULL DEFAULT 0,     -- how far the tickets have been planned anew
  planned     boolean NOT NULL DEFAULT true
);
