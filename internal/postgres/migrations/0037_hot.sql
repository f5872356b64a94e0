-- dari:expand
-- +goose Up
-- What has happened, written by whoever made it happen in the same statement: a chat message is
-- numbered by Postgres, and its event says that number.
-- +goose StatementBegin
CREATE FUNCTION dari.publish(a_kind text, a_subject_kind text, subjects bigint[], versions integer[], payloads jsonb[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  n bigint;
BEGIN
  WITH told AS (
    INSERT INTO dari.outbox (kind, subject_kind, subject_id, version, payload)
    SELECT a_kind, a_subject_kind, k.subject_id, k.version, k.payload
    FROM unnest(subjects, versions, payloads) AS k (subject_id, version, payload)
    RETURNING id)
  INSERT INTO dari.outbox_pending (event_id) SELECT id FROM told;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
-- +goose StatementEnd
