-- dari:expand
-- +goose Up

-- Short addresses of orders' pages, for text messages: ten letters, a week, and only what is made of them here.
CREATE TABLE dari.order_links (
  token_hash bytea PRIMARY KEY,
  order_id   bigint NOT NULL REFERENCES dari.orders,
  created_at timestamptz NOT NULL DEFAULT dari.clock(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX order_links_expires ON dari.order_links (expires_at);

-- Which versions of a template came with the product: a newer one takes their place, and never that of a shop's own.
ALTER TABLE dari.template_versions ADD COLUMN built_in boolean NOT NULL DEFAULT false;
UPDATE dari.template_versions v SET built_in = true
FROM dari.templates t WHERE t.id = v.template_id AND v.version = 1 AND t.kind NOT LIKE 'campaign:%';

-- What has arrived can be asked to be returned or exchanged.
ALTER TABLE dari.order_requests DROP CONSTRAINT order_requests_kind_check;
ALTER TABLE dari.order_requests ADD CONSTRAINT order_requests_kind_check CHECK (kind IN ('cancel', 'change', 'address', 'return', 'exchange'));
