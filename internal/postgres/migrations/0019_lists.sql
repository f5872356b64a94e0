-- dari:expand
-- +goose Up

-- The deadline that comes next; null while none runs. The clocks of service write it.
ALTER TABLE dari.tickets ADD COLUMN IF NOT EXISTS next_due_at timestamptz;

-- The order of the queue as one number, so that each page is one walk along an index, however deep:
-- first who has a deadline, the earliest first; then who waits without one, the longest first; then
-- the rest, the latest message first. Numbers are microseconds since 2000. wait_key knows no deadlines.
ALTER TABLE dari.tickets
  ADD COLUMN queue_key bigint GENERATED ALWAYS AS (CASE
    WHEN state IN ('solved', 'closed') THEN 200000000000000000 - (extract(epoch FROM last_message_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint
    WHEN next_due_at IS NOT NULL THEN (extract(epoch FROM next_due_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint
    WHEN waiting_since IS NOT NULL AND due_at IS NOT NULL THEN (extract(epoch FROM due_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint
    WHEN waiting_since IS NOT NULL THEN 100000000000000000 + (extract(epoch FROM waiting_since - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint
    ELSE 200000000000000000 - (extract(epoch FROM last_message_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint END) STORED,
  ADD COLUMN wait_key bigint GENERATED ALWAYS AS (CASE
    WHEN waiting_since IS NOT NULL THEN (extract(epoch FROM waiting_since - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint
    ELSE 200000000000000000 - (extract(epoch FROM last_message_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint END) STORED;

-- What is at work is a small part of all, and nearly every list shows that part.
CREATE INDEX tickets_desk ON dari.tickets (queue_key, id) WHERE state IN ('new', 'open', 'waiting');
CREATE INDEX tickets_desk_owner ON dari.tickets (owner_id, queue_key, id) WHERE state IN ('new', 'open', 'waiting');
CREATE INDEX tickets_desk_wait ON dari.tickets (wait_key, id) WHERE state IN ('new', 'open', 'waiting');
CREATE INDEX tickets_desk_recent ON dari.tickets (last_message_at DESC, id DESC) WHERE state IN ('new', 'open', 'waiting');
CREATE INDEX tickets_desk_priority ON dari.tickets ((-priority), queue_key, id) WHERE state IN ('new', 'open', 'waiting');
-- Of all tickets. Those that are done stand in both as in the order of last messages.
CREATE INDEX tickets_line ON dari.tickets (queue_key, id);
CREATE INDEX tickets_line_wait ON dari.tickets (wait_key, id);
DROP INDEX dari.tickets_queue;
DROP INDEX dari.tickets_queue_owner;
DROP INDEX dari.tickets_active;
DROP INDEX dari.tickets_state;

-- Up to when a member of staff has read a ticket.
CREATE TABLE dari.ticket_seen (
  staff_id  bigint NOT NULL REFERENCES dari.staff,
  ticket_id bigint NOT NULL REFERENCES dari.tickets,
  seen_at   timestamptz NOT NULL,             -- the time of the last message that was seen
  PRIMARY KEY (staff_id, ticket_id)
) WITH (fillfactor = 70);

-- A saved view: a filter with a name.
CREATE TABLE dari.views (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid         uuid NOT NULL UNIQUE,
  staff_id    bigint NOT NULL REFERENCES dari.staff,
  name        text NOT NULL,
  filter      jsonb NOT NULL DEFAULT '{}',
  sort        text NOT NULL DEFAULT 'deadline' CHECK (sort IN ('deadline', 'waiting', 'recent', 'priority')),
  columns     text[] NOT NULL DEFAULT '{}',
  shared_kind text NOT NULL DEFAULT 'me' CHECK (shared_kind IN ('me', 'team', 'role', 'all')),
  shared_ref  text NOT NULL DEFAULT '',       -- the id of the team, or the role
  version     integer NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at  timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX views_staff ON dari.views (staff_id);
CREATE INDEX views_shared ON dari.views (shared_kind, shared_ref) WHERE shared_kind <> 'me';
-- In which order a person has them; one that is not here comes after those that are.
CREATE TABLE dari.view_places (
  staff_id bigint NOT NULL REFERENCES dari.staff,
  view_id  bigint NOT NULL REFERENCES dari.views,
  position integer NOT NULL,
  PRIMARY KEY (staff_id, view_id)
);

-- What messages are found by, in a table of its own that is filled a moment later and in batches: an
-- index entry for each pair of letters is no work for whoever writes a message. Ids follow the time.
-- Beside its pairs a text holds the name of its block of 32,768 texts ('#31'), so that the newest hits
-- of a frequent word are found without reading all of them.
CREATE TABLE dari.message_search (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id bigint NOT NULL REFERENCES dari.conversations,
  seq             bigint NOT NULL,
  search          tsvector NOT NULL
);
CREATE UNIQUE INDEX message_search_message ON dari.message_search (conversation_id, seq);
CREATE INDEX message_search_grams ON dari.message_search USING gin (search) WITH (gin_pending_list_limit = 1024);
-- A row is written once; what is dead in it are withdrawn messages.
ALTER TABLE dari.message_search SET (autovacuum_vacuum_insert_scale_factor = 0.05);

-- Conversations whose new messages have not been entered there yet. Rows live for a second; without a
-- key nobody who adds one waits for who takes some.
CREATE TABLE dari.search_waits (
  conversation_id bigint NOT NULL,
  from_seq        bigint NOT NULL DEFAULT 1   -- messages before it are entered, or have their own row here
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE dari.search_waits REPLICA IDENTITY FULL;
INSERT INTO dari.search_waits (conversation_id) SELECT id FROM dari.conversations WHERE last_seq > 0 ORDER BY id;
DROP INDEX dari.messages_search;

-- +goose StatementBegin
-- What a customer is found by: letters and pairs of letters of name and e-mail, initial consonants of
-- the name, and the end of the phone number. Only code points are compared, so no locale matters.
CREATE FUNCTION dari.customer_grams(name text, phone text, email text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  leads CONSTANT text := 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
  word text := translate(lower(normalize(left(name, 60))), E' \t.,-_()', '');
  mail text := lower(left(email, 120));
  digits text := regexp_replace(phone, '[^0-9]', '', 'g');
  initials text := '';
  grams text[] := '{}';
  n integer;
  c text;
BEGIN
  FOR n IN 1 .. length(word) LOOP
    c := substr(word, n, 1);
    IF ascii(c) BETWEEN 44032 AND 55203 THEN
      initials := initials || substr(leads, (ascii(c) - 44032) / 588 + 1, 1);
    ELSE
      initials := initials || c;
    END IF;
    grams := grams || c;
    IF n > 1 THEN grams := grams || substr(word, n - 1, 2); END IF;
  END LOOP;
  FOR n IN 1 .. length(initials) LOOP
    grams := grams || substr(initials, n, 1);
    IF n > 1 THEN grams := grams || substr(initials, n - 1, 2); END IF;
  END LOOP;
  FOR n IN 2 .. length(mail) LOOP
    grams := grams || ('@' || substr(mail, n - 1, 2));
  END LOOP;
  IF length(digits) >= 4 THEN grams := grams || ('#' || right(digits, 4)); END IF;
  IF length(digits) >= 8 THEN grams := grams || ('#' || right(digits, 8)); END IF;
  RETURN grams;
END $$;
-- +goose StatementEnd
CREATE INDEX customers_grams ON dari.customers USING gin (dari.customer_grams(name, phone, email));

-- Orders by the end of their number, whatever signs stand in it.
CREATE INDEX orders_number_end ON dari.orders (reverse(upper(regexp_replace(number, '[^0-9A-Za-z]', '', 'g'))) text_pattern_ops);
