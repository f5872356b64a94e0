-- dari:expand
-- +goose Up
-- What an order's card and page show beside its state: a picture of each line, and what carriers say of its parcel.
ALTER TABLE dari.order_items ADD COLUMN image_url text NOT NULL DEFAULT '';

-- A parcel is named by its number: when the shop corrects it, what was said of the wrong one is no longer shown.
CREATE TABLE dari.shipment_events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id    bigint NOT NULL REFERENCES dari.orders,
  tracking_no text NOT NULL,
  at          timestamptz NOT NULL,             -- by the carrier's clock
  text        text NOT NULL,                    -- as the carrier words it
  created_at  timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (order_id, tracking_no, at, text)
);

-- What buyers chose when an arrival became later: once for each promise.
CREATE TABLE dari.promise_choices (
  order_id   bigint NOT NULL REFERENCES dari.orders,
  version    integer NOT NULL,                  -- of the promise
  choice     text NOT NULL CHECK (choice IN ('wait')),
  at         timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (order_id, version)
);
