-- dari:expand
-- +goose Up
-- Whoever writes by plain requests has no token before the first answer. When that is lost, the same message
-- comes once more from somebody nobody knows, and must not become a second visitor with a second ticket.
ALTER TABLE dari.visitors ADD COLUMN first_client_id uuid;
CREATE UNIQUE INDEX visitors_first_client_id ON dari.visitors (first_client_id) WHERE first_client_id IS NOT NULL;
-- Who of the visitors has turned out to be a member: what they were shown and told before is theirs.
CREATE INDEX visitors_customer ON dari.visitors (customer_id) WHERE customer_id IS NOT NULL;
