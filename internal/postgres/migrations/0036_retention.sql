-- dari:expand
-- +goose Up

-- When the raw mail was thrown away: what was understood of it stays. Mails that were put aside keep
-- theirs until somebody has looked.
ALTER TABLE dari.inbound_mail ADD COLUMN raw_gone_at timestamptz;
CREATE INDEX inbound_mail_raw ON dari.inbound_mail (processed_at) WHERE raw_gone_at IS NULL AND state IN ('done', 'ignored');

-- When what an answer was filled with was thrown away: links in it open a conversation or a ticket.
ALTER TABLE dari.deliveries ADD COLUMN forgotten_at timestamptz;
CREATE INDEX deliveries_forget ON dari.deliveries (updated_at)
  WHERE class = 'reply' AND forgotten_at IS NULL AND state IN ('sent', 'delivered', 'bounced', 'failed', 'suppressed', 'expired', 'cancelled');

CREATE INDEX contacts_created ON dari.contacts (created_at);
CREATE INDEX contact_forms_created ON dari.contact_forms (created_at);
