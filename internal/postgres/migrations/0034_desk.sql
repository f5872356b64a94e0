-- dari:expand
-- +goose Up
-- What else the shop says of a type: whose work it is, and whether it has a form of its own at /contact.
ALTER TABLE dari.ticket_types
  ADD COLUMN team_id bigint REFERENCES dari.teams,   -- gets what nobody else has been given
  ADD COLUMN contact boolean NOT NULL DEFAULT false, -- shoppers may choose it at /contact
  ADD COLUMN hint_ko text NOT NULL DEFAULT '',       -- what stands below its name there
  ADD COLUMN hint_en text NOT NULL DEFAULT '';

-- A tag that was renamed keeps its row: whoever still types the old name gives the new one.
ALTER TABLE dari.tags ADD COLUMN becomes text;
CREATE INDEX tags_becomes ON dari.tags (becomes) WHERE becomes IS NOT NULL;

-- Whose name stands in a note: what waits to be read by whom.
CREATE TABLE dari.mentions (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id  bigint NOT NULL REFERENCES dari.staff,
  ticket_id bigint NOT NULL REFERENCES dari.tickets,
  note      uuid NOT NULL REFERENCES dari.notes (uid),
  at        timestamptz NOT NULL,
  read_at   timestamptz,
  UNIQUE (note, staff_id)
);
CREATE INDEX mentions_of ON dari.mentions (staff_id, id DESC);
CREATE INDEX mentions_unread ON dari.mentions (staff_id, ticket_id) WHERE read_at IS NULL;

-- Those of before are in the list, and nobody has to read them again.
INSERT INTO dari.mentions (staff_id, ticket_id, note, at, read_at)
SELECT DISTINCT ON (n.created_at, n.uid, s.id) s.id, e.ticket_id, n.uid, n.created_at, dari.clock()
FROM dari.ticket_events e
JOIN dari.notes n ON n.conversation_id = (e.data ->> 'conversation_id')::bigint AND n.seq = (e.data ->> 'seq')::bigint
JOIN dari.staff s ON s.active AND s.id <> n.staff_id AND position('@' || s.name IN n.body) > 0
WHERE e.kind = 'noted' AND n.created_at > dari.clock() - interval '90 days'
ORDER BY n.created_at, n.uid, s.id, e.ticket_id;

-- A person who works when the shop does and is only away on some days of their own.
ALTER TABLE dari.calendars ADD COLUMN follows_shop boolean NOT NULL DEFAULT false;
