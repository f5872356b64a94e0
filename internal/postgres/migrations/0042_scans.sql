-- dari:expand
-- +goose Up
-- A visitor who signs in goes on in the member's chat, and what belongs to the visitor's is taken along:
-- each table that holds some of it is asked for one conversation, however much it holds.
CREATE INDEX attachments_conversation ON dari.attachments (conversation_id);
CREATE INDEX follow_ups_conversation ON dari.follow_ups (conversation_id);
CREATE INDEX follow_links_conversation ON dari.follow_links (conversation_id);
CREATE INDEX order_requests_conversation ON dari.order_requests (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX surveys_of_conversation ON dari.surveys (conversation_id);
CREATE INDEX scheduled_answers_of_conversation ON dari.scheduled_answers (conversation_id);
CREATE INDEX sla_promises_conversation ON dari.sla_promises (conversation_id);

-- How often a rule has answered, and what is forgotten of questions that none answered.
CREATE INDEX chat_answers_rule ON dari.chat_answers (rule_id) WHERE rule_id IS NOT NULL;
CREATE INDEX chat_answers_unanswered ON dari.chat_answers (at) WHERE card IS NULL;

-- A link is kept while a newer one says that it was renewed from it.
CREATE INDEX follow_links_renewed ON dari.follow_links (renewed_from) WHERE renewed_from IS NOT NULL;
