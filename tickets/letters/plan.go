package letters

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/event"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets/mail"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// handleAppended plans what was written. The message is committed and so is its event: whatever happens
// in between, the relay comes here, and a letter that is there already is left as it is.
func (s *Service) handleAppended(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var conversations, seqs []int64
	for _, e := range events {
		a, err := event.As[thread.AppendedEvent](e)
		if err != nil {
			return err
		}
		if a.From == thread.Agent && a.Channel == thread.Mail {
			conversations, seqs = append(conversations, a.ConversationID), append(seqs, a.Seq)
		}
	}
	if len(seqs) == 0 {
		return nil
	}
	list, err := writtenOf(ctx, tx, conversations, seqs)
	if err != nil || len(list) == 0 {
		return err
	}
	set, err := staff.Shop(ctx, tx)
	if err != nil {
		return err
	}
	host, err := s.Host(ctx, tx)
	if err != nil {
		return err
	}
	var planned []Letter
	for _, w := range list {
		l, made, err := s.letter(ctx, tx, w, host, set.Location())
		if err != nil {
			return fmt.Errorf("plan answer %d of conversation %d: %w", w.Seq, w.ConversationID, err)
		}
		if made {
			planned = append(planned, l)
		}
	}
	if len(planned) == 0 {
		return nil
	}
	return s.Plan(ctx, tx, planned)
}

// letter makes the mail of an answer; made is false when it was made before, or taken back.
func (s *Service) letter(ctx context.Context, tx pgx.Tx, w written, host string, zone *time.Location) (l Letter, made bool, err error) {
	var out Out
	if err := json.Unmarshal(w.Out, &out); err != nil {
		return l, false, fmt.Errorf("read its way: %w", err)
	}
	var files []thread.File
	if err := json.Unmarshal(w.Files, &files); err != nil {
		return l, false, fmt.Errorf("read its files: %w", err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return l, false, fmt.Errorf("make a Message-ID: %w", err)
	}
	l = Letter{
		To: out.To, Cc: out.Cc, CustomerID: w.CustomerID, Lang: w.Lang, Subject: out.Subject, Body: w.Body,
		ReplyTo: s.Mail.ReplyTo(w.ConversationID, host), MessageID: "<" + id.String() + "@" + host + ">",
		InReplyTo: out.InReplyTo, References: out.References, NotBefore: out.LeavesAt,
	}
	if l.ID, made, err = insertLetter(ctx, tx, w.ConversationID, w.Seq, held, l.MessageID, out.LeavesAt); err != nil || !made {
		return l, false, err
	}
	for _, r := range out.all() {
		l.Recipients = append(l.Recipients, r.Address)
	}
	for _, f := range files {
		l.Files = append(l.Files, f.ID)
	}
	if out.Quoted {
		if err := l.quote(ctx, tx, w, out.QuoteSeq, zone); err != nil {
			return l, false, err
		}
	}
	var shown []string // who is in the blind copy alone takes no part
	for _, r := range slices.Concat(out.To, out.Cc) {
		shown = append(shown, r.Address)
	}
	return l, true, mail.RememberSent(ctx, tx, mail.Sent{
		MessageID: l.MessageID, ConversationID: w.ConversationID, TicketID: w.TicketID, Subject: out.Subject, Recipients: shown,
	})
}

func (l *Letter) quote(ctx context.Context, tx pgx.Tx, w written, seq int64, zone *time.Location) error {
	var m quotable
	if _, err := one(ctx, tx, "read what is quoted", sqlQuotedText, []any{w.ConversationID, seq, mostQuoted}, []any{&l.Quote}); err != nil {
		return err
	}
	if _, err := one(ctx, tx, "read who is quoted", sqlQuotedOf, []any{w.ConversationID, seq}, []any{&m.Name, &m.At}); err != nil {
		return err
	}
	l.QuoteHead = m.head(w.Lang, zone)
	return nil
}
