package main

import (
	"testing"

	"dari/cmd/drill/smtpfault"
	"dari/internal/event"
	"dari/notify"
)

func sent(id string) smtpfault.Line {
	return smtpfault.Line{DeliveryID: id, MessageID: "<" + id + ">", Rcpt: "kim@x.example", Acked: true, Outcome: "sent"}
}

func silent(id string) smtpfault.Line {
	l := sent(id)
	l.Acked, l.Outcome = false, smtpfault.Drop
	return l
}

func row(id, class, state string, outcomes ...string) notify.Line {
	l := notify.Line{ID: id, Class: class, Channel: "email", RecipientKey: "kim@x.example", State: state, MessageID: "<" + id + ">"}
	for i, o := range outcomes {
		l.Attempts = append(l.Attempts, notify.Attempt{N: i + 1, Outcome: o})
	}
	return l
}

func with(l notify.Line, change func(*notify.Line)) notify.Line {
	change(&l)
	return l
}

func TestReconcile(t *testing.T) {
	const notice, ad = "notice", "marketing"
	event7 := int64(7)
	tests := map[string]struct {
		e                   evidence
		lost, dup, mismatch int
		unknown             int
	}{
		"sent once":                          {evidence{ledger: []notify.Line{row("a", notice, "sent", "sent")}, journal: []smtpfault.Line{sent("a")}}, 0, 0, 0, 0},
		"sent twice":                         {evidence{ledger: []notify.Line{row("a", notice, "sent", "sent")}, journal: []smtpfault.Line{sent("a"), sent("a")}}, 0, 1, 0, 0},
		"a second copy after an unknown":     {evidence{ledger: []notify.Line{row("a", notice, "sent", "unknown", "sent")}, journal: []smtpfault.Line{sent("a"), sent("a")}}, 0, 0, 0, 1},
		"a third copy":                       {evidence{ledger: []notify.Line{row("a", notice, "sent", "unknown", "sent")}, journal: []smtpfault.Line{sent("a"), sent("a"), sent("a")}}, 0, 1, 0, 1},
		"advertising has no second copy":     {evidence{ledger: []notify.Line{row("a", ad, "sent", "unknown", "sent")}, journal: []smtpfault.Line{sent("a"), sent("a")}, ads: 1}, 0, 1, 0, 1},
		"sent by the ledger alone":           {evidence{ledger: []notify.Line{row("a", notice, "sent", "sent")}}, 0, 0, 1, 0},
		"unknown without an answer":          {evidence{ledger: []notify.Line{row("a", ad, "unknown", "unknown")}, journal: []smtpfault.Line{silent("a")}, ads: 1}, 0, 0, 0, 1},
		"unknown although it was accepted":   {evidence{ledger: []notify.Line{row("a", ad, "unknown", "unknown")}, journal: []smtpfault.Line{sent("a")}, ads: 1}, 0, 0, 1, 1},
		"an unanswered dialogue unnoted":     {evidence{ledger: []notify.Line{row("a", notice, "sent", "deferred", "sent")}, journal: []smtpfault.Line{silent("a"), sent("a")}}, 0, 0, 1, 0},
		"cancelled and yet accepted":         {evidence{ledger: []notify.Line{row("a", notice, "cancelled")}, journal: []smtpfault.Line{sent("a")}}, 0, 0, 1, 0},
		"still on its way":                   {evidence{ledger: []notify.Line{row("a", notice, "deferred", "deferred")}}, 1, 0, 0, 0},
		"in the journal alone":               {evidence{journal: []smtpfault.Line{sent("a")}}, 0, 0, 1, 0},
		"an event without a row":             {evidence{events: []event.Event{{ID: 7, Kind: "order.paid"}}}, 1, 0, 0, 0},
		"an event with its row":              {evidence{events: []event.Event{{ID: 7, Kind: "order.paid"}}, ledger: []notify.Line{with(row("a", notice, "suppressed"), func(l *notify.Line) { l.Event = &event7 })}}, 0, 0, 0, 0},
		"an event that needs two rows":       {evidence{events: []event.Event{{ID: 7, Kind: "order.shipped"}}, ledger: []notify.Line{with(row("a", notice, "suppressed"), func(l *notify.Line) { l.Event = &event7 })}}, 1, 0, 0, 0},
		"a campaign that is short of one":    {evidence{ads: 1}, 0, 0, 1, 0},
		"another Message-ID":                 {evidence{ledger: []notify.Line{with(row("a", notice, "sent", "sent"), func(l *notify.Line) { l.MessageID = "<b>" })}, journal: []smtpfault.Line{sent("a")}}, 0, 0, 1, 0},
		"to somebody else":                   {evidence{ledger: []notify.Line{with(row("a", notice, "sent", "sent"), func(l *notify.Line) { l.RecipientKey = "b@x.example" })}, journal: []smtpfault.Line{sent("a")}}, 0, 0, 1, 0},
		"killed between the yes and its row": {evidence{ledger: []notify.Line{with(row("a", ad, "unknown", "unknown"), func(l *notify.Line) { l.Reason = "no_outcome" })}, journal: []smtpfault.Line{sent("a")}, ads: 1, killed: true}, 0, 0, 0, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := reconcile(test.e)
			if r.Lost != test.lost || r.Dup != test.dup || r.Mismatch != test.mismatch || r.Unknown != test.unknown {
				t.Errorf("lost %d, dup %d, mismatch %d, unknown %d; want %d, %d, %d, %d: %q", r.Lost, r.Dup, r.Mismatch, r.Unknown, test.lost, test.dup, test.mismatch, test.unknown, r.notes)
			}
			if r.Pass != (test.lost+test.dup+test.mismatch == 0) {
				t.Errorf("pass is %v", r.Pass)
			}
		})
	}
}
