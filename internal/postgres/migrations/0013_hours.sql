-- dari:expand
-- +goose Up
-- When staff answer. The shop's own calendar has the code 'shop'; a person who works other hours has one too.
CREATE TABLE dari.calendars (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL UNIQUE,
  public_holidays boolean NOT NULL DEFAULT true,  -- closed on them
  reply_minutes   integer NOT NULL DEFAULT 60 CHECK (reply_minutes BETWEEN 1 AND 10000), -- business time until a first answer
  chat_capacity   integer NOT NULL DEFAULT 5 CHECK (chat_capacity BETWEEN 1 AND 50),       -- chats one person holds at once
  version         integer NOT NULL DEFAULT 1,
  updated_at      timestamptz NOT NULL DEFAULT dari.clock()
);

-- The week: any number of ranges a day, and the lunches taken out of them. Minutes since midnight.
CREATE TABLE dari.calendar_rules (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  calendar_id bigint NOT NULL REFERENCES dari.calendars,
  weekday     smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),   -- 0 is Sunday
  kind        text NOT NULL CHECK (kind IN ('open', 'lunch')),
  from_minute smallint NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute   smallint NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
  CHECK (from_minute < to_minute)
);
CREATE INDEX calendar_rules_calendar ON dari.calendar_rules (calendar_id, weekday, from_minute);

-- Days that are not as the week says: closed, or open in other ranges; they win over public holidays.
CREATE TABLE dari.calendar_exceptions (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  calendar_id bigint NOT NULL REFERENCES dari.calendars,
  from_date   date NOT NULL,
  to_date     date NOT NULL,
  name_ko     text NOT NULL DEFAULT '',
  name_en     text NOT NULL DEFAULT '',
  hours       jsonb NOT NULL DEFAULT '[]',    -- [{"from":600,"to":720}]; empty: closed
  CHECK (from_date <= to_date)
);
CREATE INDEX calendar_exceptions_calendar ON dari.calendar_exceptions (calendar_id, from_date);

-- Closed by hand, from a moment to a moment. What has been stays: it is no business time.
CREATE TABLE dari.calendar_closures (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  calendar_id bigint NOT NULL REFERENCES dari.calendars,
  starts_at   timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL,
  staff_id    bigint REFERENCES dari.staff,
  created_at  timestamptz NOT NULL DEFAULT dari.clock(),
  CHECK (starts_at <= ends_at)
);
CREATE INDEX calendar_closures_calendar ON dari.calendar_closures (calendar_id, ends_at);

-- Public holidays as the law has them, dated: a change of law is a new row, never a changed one.
CREATE TABLE dari.holiday_rules (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind             text NOT NULL CHECK (kind IN ('solar', 'lunar', 'once')),
  month            smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
  day              smallint NOT NULL CHECK (day BETWEEN 1 AND 31),
  around           smallint NOT NULL DEFAULT 0 CHECK (around BETWEEN 0 AND 3), -- days before and after that belong to it
  name_ko          text NOT NULL,
  name_en          text NOT NULL,
  first_year       integer NOT NULL,
  last_year        integer,                       -- of 'once' the same as the first
  substitute       text NOT NULL DEFAULT 'none' CHECK (substitute IN ('none', 'sunday', 'weekend')),
  substitute_clash boolean NOT NULL DEFAULT false, -- also when it meets another holiday on a weekday
  by_hand          boolean NOT NULL DEFAULT false  -- entered by the shop: a temporary holiday
);
INSERT INTO dari.holiday_rules (kind, month, day, around, name_ko, name_en, first_year, last_year, substitute, substitute_clash) VALUES
  ('solar',  1,  1, 0, '새해 첫날',      'New Year’s Day',       2014, NULL, 'none',    false),
  ('lunar',  1,  1, 1, '설 연휴',        'Seollal',              2014, NULL, 'sunday',  true),
  ('solar',  3,  1, 0, '삼일절',         'March 1st Day',        2014, 2020, 'none',    false),
  ('solar',  3,  1, 0, '삼일절',         'March 1st Day',        2021, NULL, 'weekend', true),
  ('solar',  5,  5, 0, '어린이날',       'Children’s Day',       2014, NULL, 'weekend', true),
  ('lunar',  4,  8, 0, '부처님 오신 날', 'Buddha’s Birthday',    2014, 2022, 'none',    false),
  ('lunar',  4,  8, 0, '부처님 오신 날', 'Buddha’s Birthday',    2023, NULL, 'weekend', false),
  ('solar',  6,  6, 0, '현충일',         'Memorial Day',         2014, NULL, 'none',    false),
  ('solar',  7, 17, 0, '제헌절',         'Constitution Day',     2026, NULL, 'weekend', true),
  ('solar',  8, 15, 0, '광복절',         'Liberation Day',       2014, 2020, 'none',    false),
  ('solar',  8, 15, 0, '광복절',         'Liberation Day',       2021, NULL, 'weekend', true),
  ('lunar',  8, 15, 1, '추석 연휴',      'Chuseok',              2014, NULL, 'sunday',  true),
  ('solar', 10,  3, 0, '개천절',         'National Foundation Day', 2014, 2020, 'none', false),
  ('solar', 10,  3, 0, '개천절',         'National Foundation Day', 2021, NULL, 'weekend', true),
  ('solar', 10,  9, 0, '한글날',         'Hangeul Day',          2014, 2020, 'none',    false),
  ('solar', 10,  9, 0, '한글날',         'Hangeul Day',          2021, NULL, 'weekend', true),
  ('solar', 12, 25, 0, '성탄절',         'Christmas',            2014, 2022, 'none',    false),
  ('solar', 12, 25, 0, '성탄절',         'Christmas',            2023, NULL, 'weekend', false),
  ('once',  10,  2, 0, '임시 공휴일',    'a temporary holiday',  2023, 2023, 'none',    false),
  ('once',   4, 10, 0, '국회의원 선거일', 'the general election', 2024, 2024, 'none',    false),
  ('once',  10,  1, 0, '국군의 날',      'Armed Forces Day',     2024, 2024, 'none',    false),
  ('once',   1, 27, 0, '설 연휴',        'Seollal',              2025, 2025, 'none',    false),
  ('once',   6,  3, 0, '대통령 선거일',  'the presidential election', 2025, 2025, 'none', false),
  ('once',   6,  3, 0, '지방선거일',     'the local elections',  2026, 2026, 'none',    false);

-- Who of the staff takes chats: what they chose, and when a program last saw their console. Redis only
-- carries the same to the other programs sooner.
CREATE TABLE dari.duties (
  staff_id    bigint PRIMARY KEY REFERENCES dari.staff,
  state       text NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'away', 'offline')),
  capacity    integer CHECK (capacity BETWEEN 0 AND 50),  -- chats at once; null: the shop's number
  calendar_id bigint REFERENCES dari.calendars,           -- their own hours; null: the shop's
  seen_at     timestamptz,                                -- null: no console is open
  off_since   timestamptz DEFAULT dari.clock(),           -- null while online and seen
  returned    boolean NOT NULL DEFAULT true,              -- their unread chats went back since then
  given_at    timestamptz,                                -- when they were last given a chat
  version     integer NOT NULL DEFAULT 1
);

-- How a shopper who left a message wants the answer, as they typed it: nothing of it is proved, and
-- it joins nobody to a customer.
CREATE TABLE dari.contacts (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  client_id       uuid NOT NULL,
  message_seq     bigint NOT NULL,
  reply_by        text NOT NULL CHECK (reply_by IN ('sms', 'email', 'none')),
  phone           text NOT NULL DEFAULT '',       -- +821023456789
  email           text NOT NULL DEFAULT '',
  topic           text NOT NULL DEFAULT '',
  order_number    text NOT NULL DEFAULT '',
  order_exists    boolean NOT NULL DEFAULT false,
  order_matches   boolean NOT NULL DEFAULT false, -- it is the writer's: their own, or the buyer's number was typed
  promise_at      timestamptz,
  consent_text    text NOT NULL DEFAULT '',       -- as it was shown
  created_at      timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (conversation_id, client_id)
);
CREATE INDEX contacts_conversation ON dari.contacts (conversation_id, id DESC);

-- The first answers of chats, for the pace the status line tells.
CREATE INDEX tickets_pace ON dari.tickets (opened_at) INCLUDE (first_reply_at) WHERE channel = 'chat' AND first_reply_at IS NOT NULL;
-- The chats that somebody holds or nobody has yet.
CREATE INDEX tickets_held ON dari.tickets (owner_id) WHERE channel = 'chat' AND state IN ('new', 'open', 'waiting');
