-- dari:expand
-- +goose Up
CREATE TABLE dari.staff (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid           uuid NOT NULL UNIQUE,
  email         text NOT NULL UNIQUE,         -- lower case
  name          text NOT NULL,
  password_hash text NOT NULL,                -- argon2id
  role          text NOT NULL CHECK (role IN ('agent', 'lead', 'marketer', 'admin')),
  lang          text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  active        boolean NOT NULL DEFAULT true,
  created_at    timestamptz NOT NULL DEFAULT dari.clock(),
  version       integer NOT NULL DEFAULT 1
);

CREATE TABLE dari.staff_sessions (
  token_hash   text PRIMARY KEY,              -- SHA-256 of the cookie
  staff_id     bigint NOT NULL REFERENCES dari.staff,
  data         bytea NOT NULL,                -- JSON: whose session it is, and nothing else about them
  expires_at   timestamptz NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE INDEX staff_sessions_staff ON dari.staff_sessions (staff_id);
CREATE INDEX staff_sessions_expiry ON dari.staff_sessions (expires_at);

CREATE TABLE dari.api_keys (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL,
  key_hash     bytea NOT NULL UNIQUE,         -- SHA-256
  scopes       text[] NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  last_used_at timestamptz,
  revoked_at   timestamptz
);

CREATE TABLE dari.audit_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL DEFAULT dari.clock(),
  actor_kind   text NOT NULL CHECK (actor_kind IN ('staff', 'api_key', 'system')),
  actor_id     bigint,
  action       text NOT NULL,
  subject_kind text NOT NULL DEFAULT '',
  subject_id   text NOT NULL DEFAULT '',
  detail       jsonb NOT NULL DEFAULT '{}',
  ip           text NOT NULL DEFAULT ''
);
CREATE INDEX audit_log_subject ON dari.audit_log (subject_kind, subject_id, id DESC);
CREATE INDEX audit_log_actor ON dari.audit_log (actor_kind, actor_id, id DESC);

-- +goose StatementBegin
-- A line of the audit log stays as it was written, whoever asks.
CREATE FUNCTION dari.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dari.audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION dari.refuse_change();

-- Values of the shop that staff edit: name, phone, address, sender, 080 number, widget key and secret.
CREATE TABLE dari.settings (
  key        text PRIMARY KEY,
  value      jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT dari.clock()
);
