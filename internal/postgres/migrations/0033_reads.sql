-- dari:expand
-- +goose Up

-- The threads of a person, newest first. Its columns never change, so a new message costs it nothing.
CREATE INDEX conversations_customer ON dari.conversations (customer_id, created_at DESC, id DESC) WHERE customer_id IS NOT NULL;
