-- dari:expand
-- +goose Up
-- A draft moves with its writer from one computer to another: the version tells whose is newer, and an
-- empty one stays as a row so that a stale copy cannot come back after the text was sent.
ALTER TABLE dari.drafts ADD COLUMN version integer NOT NULL DEFAULT 1;
-- Where an answer by mail is to go, while it is still being written.
ALTER TABLE dari.drafts ADD COLUMN send_to jsonb;
