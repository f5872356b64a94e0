-- dari:expand
-- +goose Up
-- A ticket that goes on in another one may go on with that one in a third.

-- +goose StatementBegin
-- ticket_home is the ticket in which one goes on in the end: itself, when it was not merged.
CREATE FUNCTION dari.ticket_home(ticket bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE up (id, into_id) AS (
    SELECT t.id, t.merged_into FROM dari.tickets t WHERE t.id = ticket
    UNION SELECT t.id, t.merged_into FROM up JOIN dari.tickets t ON t.id = up.into_id)
  SELECT id FROM up WHERE into_id IS NULL
$$;
-- +goose StatementEnd
-- +goose StatementBegin
-- ticket_parts are a ticket and all that go on in it.
CREATE FUNCTION dari.ticket_parts(ticket bigint) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE down (id) AS (
    SELECT ticket
    UNION SELECT t.id FROM down JOIN dari.tickets t ON t.merged_into = down.id)
  SELECT array_agg(id) FROM down
$$;
-- +goose StatementEnd
