-- dari:expand
-- +goose Up
CREATE TABLE dari.customers (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid           uuid NOT NULL UNIQUE,
  ref           text UNIQUE,                  -- the shop's own key of the member; NULL: a guest
  source        text NOT NULL DEFAULT 'api',  -- 'api', 'order' (seen on an order only) or the name of a link
  source_key    text,                         -- the key in the linked table
  source_values jsonb,                        -- what the linked row last said: a column that stays is not applied again
  name          text NOT NULL DEFAULT '',
  email         text NOT NULL DEFAULT '',     -- as given; the normalised form is in identities
  phone         text NOT NULL DEFAULT '',
  lang          text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  birth_kind    text CHECK (birth_kind IN ('solar', 'lunar')),
  birth_year    integer,
  birth_month   integer CHECK (birth_month BETWEEN 1 AND 12),
  birth_day     integer CHECK (birth_day BETWEEN 1 AND 31),
  birth_leap    boolean NOT NULL DEFAULT false,
  tags          text[] NOT NULL DEFAULT '{}',
  created_at    timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at    timestamptz NOT NULL DEFAULT dari.clock(),
  version       integer NOT NULL DEFAULT 1,   -- + 1 on every real change
  UNIQUE (source, source_key)
);
CREATE INDEX customers_birth ON dari.customers (birth_month, birth_day) WHERE birth_month IS NOT NULL;
CREATE INDEX customers_tags ON dari.customers USING gin (tags);

CREATE TABLE dari.identities (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES dari.customers,
  kind        text NOT NULL CHECK (kind IN ('member', 'phone', 'email', 'visitor')),
  value_norm  text NOT NULL,
  verified_at timestamptz,
  created_at  timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (kind, value_norm)
);
CREATE INDEX identities_customer ON dari.identities (customer_id);

CREATE TABLE dari.links (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL UNIQUE,          -- the source of the mirrored rows
  kind         text NOT NULL CHECK (kind IN ('orders', 'order_lines', 'members')),
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  key_column   text NOT NULL,
  mapping      jsonb NOT NULL,                -- our column -> the shop's column
  status_map   jsonb NOT NULL DEFAULT '{}',   -- the shop's status -> ours; one that is missing is taken as it is
  trigger_kind text NOT NULL DEFAULT 'statement' CHECK (trigger_kind IN ('statement', 'row')),
  filled_at    timestamptz,                   -- the first fill publishes nothing
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (table_schema, table_name, kind)
);

-- What the triggers of the links write: one narrow row per changed row of the shop. It has no key and
-- no index, since each would cost the shop's statement a tenth of its time; the mirror takes rows by
-- their place.
CREATE TABLE dari.link_changes (
  link_id    bigint NOT NULL,
  source_key text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT dari.clock()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
-- Without a key a published DELETE needs this.
ALTER TABLE dari.link_changes REPLICA IDENTITY FULL;

-- Rows of the shop that could not be mirrored, and why; a later change of the row tries again.
CREATE TABLE dari.link_parked (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  link_id    bigint NOT NULL REFERENCES dari.links,
  source_key text NOT NULL,
  reason     text NOT NULL,                   -- status, date, number, boolean, order_unknown, number_taken, key_missing, database …
  column_name text NOT NULL DEFAULT '',       -- our column that could not be read
  waits_for  text NOT NULL DEFAULT '',        -- with order_unknown: the order's number
  parked_at  timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (link_id, source_key)
);
CREATE INDEX link_parked_waits ON dari.link_parked (waits_for) WHERE waits_for <> '';

CREATE TABLE dari.orders (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source        text NOT NULL,                -- 'api' or the name of a link
  source_key    text NOT NULL,
  source_values jsonb,                        -- what the linked row last said: a column that stays is not applied again
  gone_at       timestamptz,                  -- the linked row was deleted
  number        text NOT NULL UNIQUE,
  customer_id   bigint REFERENCES dari.customers,
  status        text NOT NULL CHECK (status IN ('placed', 'paid', 'preparing', 'shipped', 'delivered', 'cancelled')),
  buyer_name    text NOT NULL DEFAULT '',
  buyer_phone   text NOT NULL DEFAULT '',
  buyer_email   text NOT NULL DEFAULT '',
  lang          text NOT NULL DEFAULT 'ko' CHECK (lang IN ('ko', 'en')),
  total         bigint NOT NULL DEFAULT 0,    -- won
  currency      text NOT NULL DEFAULT 'KRW',
  is_preorder   boolean NOT NULL DEFAULT false,
  eta_from      date,
  eta_to        date,
  coupon_code   text NOT NULL DEFAULT '',
  placed_at     timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,   -- + 1 on every real change
  created_at    timestamptz NOT NULL DEFAULT dari.clock(),
  updated_at    timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (source, source_key)
) WITH (fillfactor = 85);                     -- a changed status finds room on its page, so no index is touched
CREATE INDEX orders_customer ON dari.orders (customer_id, placed_at DESC, id DESC);

CREATE TABLE dari.order_items (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id   bigint NOT NULL REFERENCES dari.orders,
  line_no    integer NOT NULL,
  source     text NOT NULL DEFAULT 'api',     -- 'api' or the name of a link of order lines
  source_key text,                            -- the key in the linked table
  sku        text NOT NULL DEFAULT '',
  title      text NOT NULL,
  option     text NOT NULL DEFAULT '',
  quantity   integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
  price      bigint NOT NULL DEFAULT 0,
  UNIQUE (order_id, line_no),
  UNIQUE (source, source_key)
);

CREATE TABLE dari.shipments (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id     bigint NOT NULL REFERENCES dari.orders,
  carrier      text NOT NULL,                 -- codes as cjlogistics, hanjin, lotte, logen, epost
  tracking_no  text NOT NULL,
  shipped_at   timestamptz,
  delivered_at timestamptz,
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (order_id, carrier, tracking_no)
);

-- What was said about the arrival of a pre-order, and when: append-only.
CREATE TABLE dari.promises (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id      bigint NOT NULL REFERENCES dari.orders,
  order_item_id bigint REFERENCES dari.order_items,
  version       integer NOT NULL,
  eta_from      date,
  eta_to        date NOT NULL,
  reason_code   text NOT NULL DEFAULT '',
  reason_text   text NOT NULL DEFAULT '',
  decided_by    text NOT NULL,                -- 'shop' or 'staff:<id>'
  decided_at    timestamptz NOT NULL DEFAULT dari.clock(),
  notified_at   timestamptz,
  UNIQUE NULLS NOT DISTINCT (order_id, order_item_id, version)
);
