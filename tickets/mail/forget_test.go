package mail

import (
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
)

func TestARawMailIsKeptForItsTimeAndWhatWaitsForAPersonLonger(t *testing.T) {
	r := newRoom(t)
	old := r.receive("From: kim@example.com\nMessage-ID: <old@x>\nSubject: old\n\nhello\n")
	fresh := r.receive("From: kim@example.com\nMessage-ID: <fresh@x>\nSubject: fresh\n\nhello\n")
	aside := r.receive("From: kim@example.com\nMessage-ID: <aside@x>\nSubject: aside\n\nhello\n")
	pgtest.Exec(t, r.db, `UPDATE dari.inbound_mail SET state = 'quarantined', reason = 'attempts' WHERE uid = $1`, aside.ID)
	pgtest.Exec(t, r.db, `UPDATE dari.inbound_mail SET processed_at = dari.clock() - interval '181 days' WHERE uid <> $1`, fresh.ID)
	must(t, r.mail.Forget(t.Context()))
	ctx := staff.WithActor(t.Context(), staff.ActorOf(1, "하은", "agent"))
	if _, err := r.mail.handleRaw(ctx, &oneInput{ID: old.ID.String()}); !fault.Is(err, fault.Gone) {
		t.Errorf("the old one: %v", err)
	}
	if m, err := shown(ctx, r.db, old.ID.String()); err != nil || m.Kept || m.Size == 0 || m.Ticket == nil && m.Conversation == nil || m.Subject != "old" {
		t.Errorf("what stays of it: %+v, %v", m, err)
	}
	for _, id := range []string{fresh.ID.String(), aside.ID.String()} {
		if raw, err := r.mail.handleRaw(ctx, &oneInput{ID: id}); err != nil || len(raw.Body) == 0 {
			t.Errorf("%s: %v", id, err)
		}
	}
	// Somebody says that nothing is to be done with it: from then on its days count.
	if m, err := r.mail.handleDismiss(ctx, &oneInput{ID: aside.ID.String()}); err != nil || m.Body.State != "ignored" || m.Body.Reason != "dismissed" || !m.Body.Kept {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := r.mail.handleDismiss(ctx, &oneInput{ID: old.ID.String()}); !fault.Is(err, fault.Conflict) {
		t.Errorf("what is done is put away: %v", err)
	}
	pgtest.Exec(t, r.db, `UPDATE dari.inbound_mail SET processed_at = dari.clock() - interval '181 days' WHERE uid = $1`, aside.ID)
	must(t, r.mail.Forget(t.Context()))
	if _, err := r.mail.handleTicket(ctx, &oneInput{ID: aside.ID.String()}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a ticket of a mail that is gone: %v", err)
	}
}
