package main

import (
	"errors"
	"testing"

	"dari/internal/fault"
	"dari/tickets"
)

// Where nobody can know whether an answer has arrived, it leaves again only by who says that twice is better
// than never.
func TestWhatMayHaveArrivedIsSentAgainOnlyOnPurpose(t *testing.T) {
	o := newOffice(t)
	o.hold(o.haeun, 0)
	ticket := o.receive(letterOfSeoyeon)
	only := &tickets.Letter{To: []tickets.Recipient{{Address: "seoyeon@mail.example"}}, Cc: []tickets.Recipient{}}
	seq := o.answer(ticket.Number, "답", only)
	o.wait("it is sent", func() bool { return o.state(ticket.Number, seq) == "sent" })
	had := len(o.post.to("seoyeon@mail.example"))
	conversation, _ := o.conversationOf(ticket.Number)
	for _, sql := range []string{
		`UPDATE dari.deliveries SET state = 'unknown' WHERE source_kind = 'message' AND recipient_key LIKE '%seoyeon@mail.example%'`,
		`UPDATE dari.letters SET state = 'unknown'`,
	} {
		_, err := o.a.db.Exec(t.Context(), sql)
		o.must(err)
	}
	err := o.a.letters.Resend(t.Context(), o.haeun, conversation, seq, false)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Conflict || f.Code != "letters.may_have_arrived" {
		t.Fatalf("without being told so: %v", err)
	}
	o.must(o.a.letters.Resend(t.Context(), o.haeun, conversation, seq, true))
	o.wait("it is sent again", func() bool { return len(o.post.to("seoyeon@mail.example")) > had })
	if n := len(o.post.to("seoyeon@mail.example")); n != had+1 {
		t.Errorf("%d mails, %d of them at first", n, had)
	}
}
