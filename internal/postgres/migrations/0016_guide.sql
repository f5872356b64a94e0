-- dari:expand
-- +goose Up

-- What the shop says by itself: an answer to the first words of a question, or a word to somebody who
-- looks at a page. A rule is taken out by deleted_at, so that a default never comes back.
CREATE TABLE dari.chat_rules (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seed       text UNIQUE,                     -- of a default: which one
  kind       text NOT NULL CHECK (kind IN ('answer', 'prompt')),
  name       text NOT NULL,
  active     boolean NOT NULL DEFAULT true,
  position   integer NOT NULL DEFAULT 0,
  keywords   text[] NOT NULL DEFAULT '{}',    -- of an answer: any of them; the words of one must all be there
  action     text NOT NULL DEFAULT 'text' CHECK (action IN ('text', 'articles', 'order')),
  query      text NOT NULL DEFAULT '',        -- of an answer with articles: what to look for
  text_ko    text NOT NULL DEFAULT '',
  text_en    text NOT NULL DEFAULT '',
  path       text NOT NULL DEFAULT '',        -- of a prompt: the pages, as /products/*
  seconds    integer NOT NULL DEFAULT 0,      -- and how long one has looked at them
  cart_over  bigint,                          -- and from which total of the cart
  version    integer NOT NULL DEFAULT 1,
  updated_by bigint REFERENCES dari.staff,
  updated_at timestamptz NOT NULL DEFAULT dari.clock(),
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  deleted_at timestamptz
);

-- The first messages of a question, and what was answered to them without a person.
CREATE TABLE dari.chat_answers (
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  seq             bigint NOT NULL,            -- the shopper's message
  from_seq        bigint NOT NULL,            -- where the question began
  at              timestamptz NOT NULL DEFAULT dari.clock(),
  decided_at      timestamptz,
  rule_id         bigint REFERENCES dari.chat_rules,
  card            text,                       -- null: nothing was answered
  PRIMARY KEY (conversation_id, seq)
);
CREATE INDEX chat_answers_waiting ON dari.chat_answers (at) WHERE decided_at IS NULL;
CREATE UNIQUE INDEX chat_answers_once ON dari.chat_answers (conversation_id, from_seq) WHERE card IS NOT NULL;

CREATE TABLE dari.chat_prompts_shown (
  rule_id     bigint NOT NULL REFERENCES dari.chat_rules,
  visitor_id  bigint REFERENCES dari.visitors,
  customer_id bigint REFERENCES dari.customers,
  at          timestamptz NOT NULL DEFAULT dari.clock(),
  CHECK (num_nonnulls(visitor_id, customer_id) = 1)
);
CREATE UNIQUE INDEX chat_prompts_shown_visitor ON dari.chat_prompts_shown (visitor_id, rule_id) WHERE visitor_id IS NOT NULL;
CREATE UNIQUE INDEX chat_prompts_shown_customer ON dari.chat_prompts_shown (customer_id, rule_id) WHERE customer_id IS NOT NULL;
CREATE INDEX chat_prompts_shown_rule ON dari.chat_prompts_shown (rule_id);

-- What a shopper looks at now; forgotten after a day.
CREATE TABLE dari.chat_contexts (
  visitor_id  bigint REFERENCES dari.visitors,
  customer_id bigint REFERENCES dari.customers,
  page        text NOT NULL,                  -- the path alone
  title       text NOT NULL DEFAULT '',
  product     jsonb,
  cart        jsonb,
  at          timestamptz NOT NULL DEFAULT dari.clock(),
  CHECK (num_nonnulls(visitor_id, customer_id) = 1)
);
CREATE UNIQUE INDEX chat_contexts_visitor ON dari.chat_contexts (visitor_id) WHERE visitor_id IS NOT NULL;
CREATE UNIQUE INDEX chat_contexts_customer ON dari.chat_contexts (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX chat_contexts_at ON dari.chat_contexts (at);

-- Who may not write for now. A lifted block stays as a record.
CREATE TABLE dari.chat_blocks (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visitor_id      bigint REFERENCES dari.visitors,
  customer_id     bigint REFERENCES dari.customers,
  blocked_by      bigint NOT NULL REFERENCES dari.staff,
  at              timestamptz NOT NULL DEFAULT dari.clock(),
  lifted_by       bigint REFERENCES dari.staff,
  lifted_at       timestamptz,
  CHECK (num_nonnulls(visitor_id, customer_id) = 1)
);
CREATE UNIQUE INDEX chat_blocks_visitor ON dari.chat_blocks (visitor_id) WHERE lifted_at IS NULL AND visitor_id IS NOT NULL;
CREATE UNIQUE INDEX chat_blocks_customer ON dari.chat_blocks (customer_id) WHERE lifted_at IS NULL AND customer_id IS NOT NULL;

-- How satisfied somebody was. One is asked after a question was settled; the card goes out a moment
-- later, so that whoever undoes the settling asks nobody.
CREATE TABLE dari.surveys (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid             uuid NOT NULL UNIQUE,
  kind            text NOT NULL CHECK (kind IN ('csat')),
  ticket_id       bigint NOT NULL REFERENCES dari.tickets,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  due_at          timestamptz NOT NULL,
  asked_at        timestamptz,
  dropped_at      timestamptz,                -- settled no longer, or asked not long ago
  message_uid     uuid,                       -- the card
  CHECK (num_nonnulls(asked_at, dropped_at) < 2)
);
CREATE INDEX surveys_due ON dari.surveys (due_at) WHERE asked_at IS NULL AND dropped_at IS NULL;
CREATE UNIQUE INDEX surveys_waiting ON dari.surveys (ticket_id) WHERE asked_at IS NULL AND dropped_at IS NULL;
CREATE INDEX surveys_conversation ON dari.surveys (conversation_id, asked_at DESC) WHERE asked_at IS NOT NULL;

CREATE TABLE dari.survey_answers (
  survey_id  bigint PRIMARY KEY REFERENCES dari.surveys,
  score      integer NOT NULL CHECK (score BETWEEN 1 AND 5),
  reasons    text[] NOT NULL DEFAULT '{}',
  body       text NOT NULL DEFAULT '',
  contact_ok boolean NOT NULL DEFAULT false,
  version    integer NOT NULL DEFAULT 1,
  at         timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at timestamptz NOT NULL DEFAULT dari.clock()
);

-- What the shopper gave for how the ticket went.
ALTER TABLE dari.tickets ADD COLUMN score integer;

-- The article that answered a search, so that nobody had to be asked.
ALTER TABLE dari.searches ADD COLUMN solved_by text;

-- Programs keep the keys of the public articles in memory and read them anew when this has moved.
CREATE TABLE dari.article_state (
  id      boolean PRIMARY KEY DEFAULT true CHECK (id),
  version bigint NOT NULL DEFAULT 1
);
INSERT INTO dari.article_state DEFAULT VALUES;
