package mail

import (
	"context"
	"testing"

	"dari/internal/postgres"
	"dari/internal/thread"
)

func TestAMailOfWhoIsBlockedWaitsForWhoeverLooks(t *testing.T) {
	r := newRoom(t)
	conv, _, _ := r.begun("From: s@example.com\nMessage-ID: <n1@a>\nSubject: a\n\n?\n")
	r.mail.Blocked = func(_ context.Context, _ postgres.Querier, o thread.Owner) (bool, error) {
		return o.CustomerID == *conv.CustomerID, nil
	}
	into := "To: " + r.mail.ReplyTo(conv.ID, "h") + "\n"
	for name, mail := range map[string]string{
		"a new one": "From: s@example.com\nMessage-ID: <n2@a>\nSubject: b\n\n?\n",
		"an answer": "From: s@example.com\n" + into + "Message-ID: <n3@a>\nSubject: Re: a\n\n?\n",
	} {
		if got := r.receive(mail); got.State != "ignored" || got.Reason != "blocked" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := r.receive("From: other@example.com\n" + into + "Message-ID: <n4@a>\nSubject: Re: a\n\n?\n"); got.State != "done" {
		t.Errorf("a stranger's is the stranger's: %+v", got)
	}
}
