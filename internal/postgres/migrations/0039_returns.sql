-- dari:expand
-- +goose Up

-- Where goods that come back are sent: customers are told of it.
ALTER TABLE dari.return_settings ADD COLUMN return_to text NOT NULL DEFAULT '';

-- What the order came to when something was asked for: a shop that takes a cancellation out of the order
-- itself has counted it already. 0: not known.
ALTER TABLE dari.returns ADD COLUMN order_total bigint NOT NULL DEFAULT 0;

-- A file that no message carries and that is kept all the same: a photo of a return.
ALTER TABLE dari.attachments ADD COLUMN kept_at timestamptz;
