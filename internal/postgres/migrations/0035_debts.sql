-- dari:expand
-- +goose Up

-- Whom a later answer by mail goes to; null: as the mail that is answered suggests.
ALTER TABLE dari.scheduled_answers ADD COLUMN mail jsonb;

-- Calls by what came of them.
CREATE INDEX ticket_events_called ON dari.ticket_events ((data ->> 'outcome'), ticket_id) WHERE kind = 'called';
