-- dari:expand
-- +goose Up

-- The threads of a person, newest first. Its columns never change, so a new message costs it nothing.
CREATE INDEX conversations_customer ON dari.conversations (customer_id, created_at DESC, id DESC) WHERE customer_id IS NOT NULL;

-- The facts of a day that is over, packed: every time and every ticket of it, exact, so that a report of
-- a quarter reads ninety rows and not a row for each answer. A copy, made anew whenever it is missing.
CREATE TABLE dari.fact_days (
  from_at   timestamptz NOT NULL,             -- the midnights of the shop's zone when it was made
  to_at     timestamptz NOT NULL CHECK (to_at > from_at),
  packed    bytea NOT NULL,
  packed_at timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (from_at, to_at)
);
ALTER TABLE dari.fact_days ALTER COLUMN packed SET STORAGE EXTERNAL; -- it is packed already

-- Whoever changes facts of a day takes its copy away, in the same transaction. Packing takes the lock
-- for itself, so that no copy is made of facts that are about to change.
-- +goose StatementBegin
CREATE FUNCTION dari.unpack_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  least timestamptz;
  most timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('dari.fact_days'));
  EXECUTE format('SELECT min(%1$I), max(%1$I) FROM changed', TG_ARGV[0]) INTO least, most;
  IF least IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('DELETE FROM dari.fact_days d WHERE d.to_at > $1 AND d.from_at <= $2
    AND EXISTS (SELECT FROM changed c WHERE c.%1$I >= d.from_at AND c.%1$I < d.to_at)', TG_ARGV[0]) USING least, most;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER reply_facts_added AFTER INSERT ON dari.reply_facts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION dari.unpack_days('replied_at');
CREATE TRIGGER reply_facts_gone AFTER DELETE ON dari.reply_facts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION dari.unpack_days('replied_at');
CREATE TRIGGER solve_facts_added AFTER INSERT ON dari.solve_facts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION dari.unpack_days('solved_at');
CREATE TRIGGER solve_facts_gone AFTER DELETE ON dari.solve_facts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION dari.unpack_days('solved_at');
CREATE TRIGGER score_facts_added AFTER INSERT ON dari.score_facts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION dari.unpack_days('scored_at');
CREATE TRIGGER score_facts_gone AFTER DELETE ON dari.score_facts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION dari.unpack_days('scored_at');
