-- dari:expand
-- +goose Up
-- A visitor's chat whose messages have gone on in the chat of the member they proved to be. The row
-- stays: addresses and links that name it lead on.
ALTER TABLE dari.conversations ADD COLUMN merged_into bigint REFERENCES dari.conversations;
