-- dari:expand
-- +goose Up
-- Chats go to agents and leads; whoever else opens the console gets none until they choose to.
UPDATE dari.duties d SET state = 'away', off_since = coalesce(d.off_since, dari.clock()), version = d.version + 1
FROM dari.staff s WHERE s.id = d.staff_id AND s.role NOT IN ('agent', 'lead') AND d.state = 'online';
