-- dari:expand
-- +goose Up
-- Messages that were taken back are few; a reader who comes back asks for those of its conversation.
CREATE INDEX messages_withdrawn ON dari.messages (conversation_id, seq) WHERE withdrawn_at IS NOT NULL;
