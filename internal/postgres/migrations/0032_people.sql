-- dari:expand
-- +goose Up
-- Two rows that are the same person: the one leads on to the other, always to the last of a chain. It
-- keeps what belongs to its own account and browser (chats, consents, what was shown there).
ALTER TABLE dari.customers ADD COLUMN merged_into bigint REFERENCES dari.customers;
ALTER TABLE dari.customers ADD CHECK (merged_into <> id);
CREATE INDEX customers_merged ON dari.customers (merged_into) WHERE merged_into IS NOT NULL;
-- Who might be the same person is looked for by these.
CREATE INDEX customers_email ON dari.customers (lower(email)) WHERE email <> '';
CREATE INDEX customers_ref_folded ON dari.customers (lower(btrim(ref))) WHERE ref IS NOT NULL;

CREATE TABLE dari.customer_merges (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  from_id    bigint NOT NULL REFERENCES dari.customers,
  into_id    bigint NOT NULL REFERENCES dari.customers, -- as it was chosen, whatever that one has gone on in since
  fields     text[] NOT NULL DEFAULT '{}',    -- what into_id lacked and has taken over: phone, email, birthday
  tags       text[] NOT NULL DEFAULT '{}',    -- the tags it has got by it
  merged_by  bigint REFERENCES dari.staff,
  merged_at  timestamptz NOT NULL DEFAULT dari.clock(),
  undo_until timestamptz NOT NULL,
  undone_by  bigint REFERENCES dari.staff,
  undone_at  timestamptz,
  CHECK (from_id <> into_id)
);
CREATE UNIQUE INDEX customer_merges_standing ON dari.customer_merges (from_id) WHERE undone_at IS NULL;
CREATE INDEX customer_merges_into ON dari.customer_merges (into_id) WHERE undone_at IS NULL;

-- What each room has moved, as it needs to know to put it back.
CREATE TABLE dari.customer_merge_parts (
  merge_id bigint NOT NULL REFERENCES dari.customer_merges,
  room     text NOT NULL,
  kept     jsonb NOT NULL,
  PRIMARY KEY (merge_id, room)
);

-- What staff have noted about a person, for themselves.
CREATE TABLE dari.customer_memos (
  customer_id bigint PRIMARY KEY REFERENCES dari.customers,
  body        text NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  updated_by  bigint REFERENCES dari.staff,
  updated_at  timestamptz NOT NULL DEFAULT dari.clock()
);

-- A coupon that has no day of its own: staff give it by hand.
ALTER TABLE dari.coupons DROP CONSTRAINT coupons_occasion_check;
ALTER TABLE dari.coupons ADD CONSTRAINT coupons_occasion_check CHECK (occasion IN ('birthday', 'hand'));

-- Of a coupon that both of a merge had, one counts no more; and who gave one by hand.
ALTER TABLE dari.coupon_issues ADD COLUMN void_at timestamptz;
ALTER TABLE dari.coupon_issues ADD COLUMN given_by bigint REFERENCES dari.staff;
