package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// maxAttempts is how often a mail is tried; then a person has to look.
const maxAttempts = 5

// mostText is how much of a mail's text becomes a message; the raw mail has all of it.
const mostText = 20_000

// ProcessAll works off every mail that waits. One that cannot be worked off now does not hold up the
// others: it comes again after the lease.
func (s *Service) ProcessAll(ctx context.Context) error {
	var all error
	for {
		found, err := s.process(ctx, 0)
		all = errors.Join(all, err)
		if !found || ctx.Err() != nil {
			return all
		}
	}
}

func (s *Service) processOne(ctx context.Context, id int64) error {
	_, err := s.process(ctx, id)
	return err
}

// stored is a mail that was taken up.
type stored struct {
	ID       int64
	UID      uuid.UUID
	Mailbox  string
	Raw      []byte
	Attempts int
	Forced   bool // a person has made a ticket of it: whatever it is, it becomes one
	Whole    bool
	Size     int64
}

// verdict is what became of one.
type verdict struct {
	State, Kind, Reason, Error, Sender, Name, Contact, Subject string

	To, Cc              []Address
	Refs                string
	Automatic           string
	Report              *report
	Unverified          bool
	ConversationID, Seq int64
}

// process takes up one mail (any that is due, when the id is 0) and finishes it. The claim is committed
// first: a mail that kills the program is not tried for ever.
func (s *Service) process(ctx context.Context, id int64) (found bool, err error) {
	m, found, err := claim(ctx, s.DB, id, s.Lease)
	if err != nil || !found {
		return false, err
	}
	if m.Size > large {
		free, err := s.alone(ctx)
		if err != nil {
			return true, err
		}
		defer free()
	}
	if m.Raw, err = rawOf(ctx, s.DB, m.ID); err != nil {
		return true, err
	}
	if m.Attempts > maxAttempts {
		return true, finish(ctx, s.DB, m.ID, headVerdict(m, "attempts"))
	}
	err = s.workOff(ctx, m)
	if err != nil && ctx.Err() == nil {
		if noted := noteError(ctx, s.DB, m.ID, err.Error()); noted != nil {
			err = errors.Join(err, noted)
		}
	}
	return true, err
}

// alone waits for the place of the large mails.
func (s *Service) alone(ctx context.Context) (free func(), err error) {
	select {
	case s.heavy <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for other large mails: %w", ctx.Err())
	}
	return func() {
		debug.FreeOSMemory() // what a large mail needed is not kept for the next one
		<-s.heavy
	}, nil
}

// headVerdict puts a mail aside that nothing shall be done with but to show what it is.
func headVerdict(m stored, reason string) verdict {
	h := plain(m.Raw[:min(len(m.Raw), mostRaw)])
	return verdict{State: "quarantined", Reason: reason, Sender: h.From, Name: h.Name, Contact: h.Contact(), Subject: h.Subject}
}

func (s *Service) workOff(ctx context.Context, m stored) error {
	p := read(m.Raw)
	own, err := s.Own(ctx, s.DB)
	if err != nil {
		return err
	}
	v := verdict{Kind: kindOf(p, own), Sender: p.From, Name: p.Name, Contact: p.Contact(), Subject: p.Subject, To: p.To, Cc: p.Cc, Refs: refsOf(p)}
	v.Automatic = s.automatic(p, v.Kind, own)
	if (v.Kind == kindBounce || v.Kind == kindComplaint) && !m.Forced {
		return s.finishIn(ctx, m, func(tx pgx.Tx) (verdict, error) { return s.note(ctx, tx, m, p, v) })
	}
	t, err := s.place(ctx, m, p, v.Kind, own)
	if err != nil {
		return err
	}
	if t.ignore != "" {
		v.State, v.Reason = "ignored", t.ignore
		return s.finishIn(ctx, m, func(pgx.Tx) (verdict, error) { return v, nil })
	}
	if err := s.knowContact(ctx, p, &t); err != nil {
		return err
	}
	if blocked, err := s.blocked(ctx, t); err != nil {
		return err
	} else if blocked && !m.Forced {
		v.State, v.Reason = "ignored", "blocked" // it lies there for whoever looks, and may still be made a ticket
		return s.finishIn(ctx, m, func(pgx.Tx) (verdict, error) { return v, nil })
	}
	kept, err := s.keep(ctx, m, p, t)
	if err != nil {
		return err
	}
	return s.finishIn(ctx, m, func(tx pgx.Tx) (verdict, error) { return s.join(ctx, tx, m, p, t, kept, v) })
}

// finishIn decides and writes what became of a mail, unless another program has taken it up meanwhile.
func (s *Service) finishIn(ctx context.Context, m stored, decide func(tx pgx.Tx) (verdict, error)) error {
	return postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		mine, err := lockClaim(ctx, tx, m)
		if err != nil || !mine {
			return err
		}
		v, err := decide(tx)
		if err != nil {
			return err
		}
		return finish(ctx, tx, m.ID, v)
	})
}

// note hands on what a bounce or a complaint says of a mail of ours.
func (s *Service) note(ctx context.Context, tx pgx.Tx, m stored, p parsed, v verdict) (verdict, error) {
	r := s.reportOf(p, v.Kind)
	v.Report, v.State = &r, "done"
	x := r.first()
	b := Bounce{Delivery: r.Delivery, MessageIDs: r.MessageIDs, Address: x.Address, Hard: x.Hard, Reason: x.Reason, Code: x.Code, Status: x.Status, Text: x.Text}
	hear, name := s.Bounced, "bounce"
	if v.Kind == kindComplaint {
		hear, name = s.Complained, "complaint"
	}
	known := false
	if hear != nil && (v.Kind == kindComplaint || r.final()) {
		var err error
		if known, err = hear(ctx, tx, b); err != nil {
			return v, err
		}
	}
	switch {
	case !r.final():
		v.State, v.Reason = "ignored", "delayed"
	case known && v.Kind == kindComplaint:
		v.Reason = name
	case known && x.Hard:
		v.Reason = "hard"
	case known:
		v.Reason = "soft"
	default:
		v.State, v.Reason = "ignored", name // of no mail that we know: people may look at it
	}
	return v, announce(ctx, tx, "mail.bounced", m, v, false)
}

func (v verdict) reportJSON() ([]byte, error) {
	if v.Report == nil {
		return nil, nil
	}
	out, err := json.Marshal(v.Report)
	if err != nil {
		return nil, fmt.Errorf("encode a report: %w", err)
	}
	return out, nil
}

// refused tells a fault that trying again does not mend.
func permanent(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind != fault.Unavailable && f.Kind != fault.TooMany {
		return f, true
	}
	return nil, false
}
