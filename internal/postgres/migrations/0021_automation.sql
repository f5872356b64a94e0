-- dari:expand
-- +goose Up

-- What staff write again and again. One is taken out by deleted_at, so that a default never comes back.
CREATE TABLE dari.saved_replies (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid        uuid NOT NULL UNIQUE,
  seed       text UNIQUE,                     -- of a default: which one
  name       text NOT NULL,
  shortcut   text NOT NULL DEFAULT '',
  category   text NOT NULL DEFAULT '',
  text_ko    text NOT NULL DEFAULT '',
  text_en    text NOT NULL DEFAULT '',
  owner_id   bigint REFERENCES dari.staff,    -- null: everybody's
  used       bigint NOT NULL DEFAULT 0,
  used_at    timestamptz,
  version    integer NOT NULL DEFAULT 1,
  updated_by bigint REFERENCES dari.staff,
  updated_at timestamptz NOT NULL DEFAULT dari.clock(),
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  deleted_at timestamptz
);

-- A reply, a note and changes of a ticket in one go.
CREATE TABLE dari.macros (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid        uuid NOT NULL UNIQUE,
  seed       text UNIQUE,
  name       text NOT NULL,
  reply_id   bigint REFERENCES dari.saved_replies,
  text_ko    text NOT NULL DEFAULT '',
  text_en    text NOT NULL DEFAULT '',
  note       text NOT NULL DEFAULT '',
  actions    jsonb NOT NULL DEFAULT '{}',
  owner_id   bigint REFERENCES dari.staff,
  used       bigint NOT NULL DEFAULT 0,
  used_at    timestamptz,
  version    integer NOT NULL DEFAULT 1,
  updated_by bigint REFERENCES dari.staff,
  updated_at timestamptz NOT NULL DEFAULT dari.clock(),
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  deleted_at timestamptz
);

-- A macro that was run: the same client_id is one run, and an undo finds what there is to put back.
CREATE TABLE dari.macro_runs (
  client_id       uuid PRIMARY KEY,
  macro_id        bigint NOT NULL REFERENCES dari.macros,
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  staff_id        bigint REFERENCES dari.staff, -- null: a rule
  event_group     uuid,                         -- of the ticket's events; null: nothing changed
  conversation_id bigint REFERENCES dari.conversations,
  seq             bigint NOT NULL DEFAULT 0,    -- of the reply; 0: none
  at              timestamptz NOT NULL DEFAULT dari.clock(),
  undone_at       timestamptz
);
CREATE INDEX macro_runs_ticket ON dari.macro_runs (ticket_id, at DESC);

-- An answer that waits for its time. It leaves once: its state changes in the transaction that writes it.
CREATE TABLE dari.scheduled_answers (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  after_seq       bigint NOT NULL,             -- what the shopper writes after this cancels it
  staff_id        bigint NOT NULL REFERENCES dari.staff,
  client_id       uuid NOT NULL,
  body            text NOT NULL,
  files           uuid[] NOT NULL DEFAULT '{}',
  send_at         timestamptz NOT NULL,
  state           text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'sent', 'cancelled', 'failed')),
  reason          text NOT NULL DEFAULT '',
  tries           integer NOT NULL DEFAULT 0,
  version         integer NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  ended_at        timestamptz,
  UNIQUE (staff_id, client_id)
);
CREATE INDEX scheduled_answers_due ON dari.scheduled_answers (send_at) WHERE state = 'planned';
CREATE INDEX scheduled_answers_conversation ON dari.scheduled_answers (conversation_id) WHERE state = 'planned';
CREATE INDEX scheduled_answers_ticket ON dari.scheduled_answers (ticket_id, id DESC);

-- When something happens to a ticket, if it is so, then do this.
CREATE TABLE dari.ticket_rules (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seed         text UNIQUE,
  name         text NOT NULL,
  active       boolean NOT NULL DEFAULT false,
  active_since timestamptz,                    -- a rule of passing time does not reach back before this
  position     integer NOT NULL DEFAULT 100,
  event        text NOT NULL,
  body         jsonb NOT NULL,                 -- the whole rule but the columns here
  version      integer NOT NULL DEFAULT 1,
  updated_by   bigint REFERENCES dari.staff,
  updated_at   timestamptz NOT NULL DEFAULT dari.clock(),
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  deleted_at   timestamptz
);

-- What has happened and no rule has looked at yet. A row leaves in the transaction that carries out the rules.
CREATE TABLE dari.ticket_rule_queue (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  kind            text NOT NULL,                -- events, message, warned or breached
  key             text NOT NULL,                -- what it is, once
  from_seq        bigint NOT NULL DEFAULT 0,    -- of events: the first and the last
  to_seq          bigint NOT NULL DEFAULT 0,
  conversation_id bigint NOT NULL DEFAULT 0,    -- of a message: where, and its number in from_seq
  cause           text NOT NULL DEFAULT '',
  tries           integer NOT NULL DEFAULT 0,
  due_at          timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (ticket_id, key)
);

-- What rules did, and where the limit held one back. The key says what it fired for, once.
CREATE TABLE dari.ticket_rule_runs (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule_id     bigint NOT NULL REFERENCES dari.ticket_rules,
  ticket_id   bigint NOT NULL REFERENCES dari.tickets,
  key         text NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('done', 'nothing', 'capped', 'failed')),
  event_group uuid,
  detail      jsonb NOT NULL DEFAULT '{}',
  at          timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (rule_id, ticket_id, key)
);
CREATE INDEX ticket_rule_runs_rule ON dari.ticket_rule_runs (rule_id, id DESC);
CREATE INDEX ticket_rule_runs_ticket ON dari.ticket_rule_runs (ticket_id, at);

-- A dry run: what a rule would have done. It is work of minutes, so it is a row with its progress.
CREATE TABLE dari.ticket_rule_trials (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid        uuid NOT NULL UNIQUE,
  rule       jsonb NOT NULL,
  rule_id    bigint NOT NULL DEFAULT 0,
  staff_id   bigint REFERENCES dari.staff,
  state      text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
  from_at    timestamptz NOT NULL,
  to_at      timestamptz NOT NULL,
  after_id   bigint NOT NULL DEFAULT 0,        -- tickets up to this one have been looked at
  total      integer NOT NULL DEFAULT 0,
  done       integer NOT NULL DEFAULT 0,
  matched    integer NOT NULL DEFAULT 0,
  tickets    integer NOT NULL DEFAULT 0,
  capped     integer NOT NULL DEFAULT 0,
  items      jsonb NOT NULL DEFAULT '[]',      -- the first of what would have happened
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  ended_at   timestamptz
);
CREATE INDEX ticket_rule_trials_waiting ON dari.ticket_rule_trials (id) WHERE state IN ('queued', 'running');

-- One piece of work over many tickets. Its rows are the truth: whoever carries on after a crash reads them.
CREATE TABLE dari.bulk_jobs (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid        uuid NOT NULL UNIQUE,
  client_id  uuid NOT NULL,
  staff_id   bigint NOT NULL REFERENCES dari.staff,
  actions    jsonb NOT NULL DEFAULT '{}',
  macro_uid  uuid,
  state      text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'undoing', 'undone')),
  total      integer NOT NULL DEFAULT 0,
  done       integer NOT NULL DEFAULT 0,       -- changed, or so already
  skipped    integer NOT NULL DEFAULT 0,       -- of those: so already
  failed     integer NOT NULL DEFAULT 0,
  undone     integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  ended_at   timestamptz,
  UNIQUE (staff_id, client_id)
);
CREATE INDEX bulk_jobs_waiting ON dari.bulk_jobs (id) WHERE state IN ('queued', 'running', 'undoing');

CREATE TABLE dari.bulk_items (
  job_id      bigint NOT NULL REFERENCES dari.bulk_jobs,
  ticket_id   bigint NOT NULL,
  number      bigint NOT NULL DEFAULT 0,       -- 0: there is no such ticket
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'same', 'failed', 'undone', 'kept')),
  event_group uuid,
  code        text NOT NULL DEFAULT '',        -- of a failure: its sentence
  args        jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (job_id, ticket_id)
);
CREATE INDEX bulk_items_state ON dari.bulk_items (job_id, state, ticket_id);
