package mail

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime/debug"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Received is a mail that is committed, and how it stands.
type Received struct {
	ID           uuid.UUID  `json:"id"`
	State        string     `json:"state" enum:"received,processing,done,quarantined,ignored"`
	Kind         string     `json:"kind" enum:",human,auto,bounce,complaint,list"`
	Reason       string     `json:"reason"`
	Known        bool       `json:"known" doc:"It had been taken in before."`
	Conversation *uuid.UUID `json:"conversation,omitempty"`
	Seq          int64      `json:"seq,omitempty"`
}

// Receive commits a raw mail and then works it off. Who brought it may forget it when there is no
// error: what follows is done sooner or later. The same mail twice is one.
func (s *Service) Receive(ctx context.Context, mailbox string, raw []byte) (Received, error) {
	switch {
	case len(raw) == 0:
		return Received{}, fault.New(fault.Malformed, "mail.empty")
	case len(raw) > MaxBytes:
		return Received{}, fault.New(fault.TooLarge, "mail.too_large", fault.Arg("limit", MaxBytes>>20))
	}
	if mailbox == "" {
		mailbox = "api"
	}
	id, known, err := s.commit(ctx, mailbox, raw, int64(len(raw)), "")
	if err != nil {
		return Received{}, err
	}
	if len(raw) > large {
		raw = nil
		debug.FreeOSMemory() // it is read again from where it is safe
	}
	// The mail is safe. What goes wrong now is tried again by Run.
	if err := s.processOne(ctx, id); err != nil && ctx.Err() == nil {
		s.Log.WarnContext(ctx, "a mail waits to be worked off", "mail_id", id, "error", err)
	}
	got, err := stateOf(ctx, s.DB, id)
	got.Known = known
	return got, err
}

// aside commits what is known of a mail that cannot be taken in, for where it cannot be refused either:
// its head and its size. People see it, and find it whole in the mailbox it came to.
func (s *Service) aside(ctx context.Context, mailbox string, head []byte, size int64, reason string) error {
	id, known, err := s.commit(ctx, mailbox, head, size, reason)
	if err != nil || known {
		return err
	}
	return finish(ctx, s.DB, id, headVerdict(stored{Raw: head}, reason))
}

// commit stores a mail, once for each mailbox. A reason puts it aside.
func (s *Service) commit(ctx context.Context, mailbox string, raw []byte, size int64, aside string) (id int64, known bool, err error) {
	h := readHead(raw)
	key, before := h.keys()
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		if _, err := tx.Exec(ctx, sqlLockMail, key); err != nil {
			return fmt.Errorf("lock a mail: %w", err)
		}
		var other bool
		id, known, other, err = knownMail(ctx, tx, mailbox, key, before)
		if err != nil || known {
			return err
		}
		n := newMail{Mailbox: mailbox, Key: key, MessageID: messageID.FindString(limit(clean(h.messageID), 900)), Raw: raw, Size: size, State: "received"}
		switch {
		case other:
			n.State, n.Reason = "ignored", "duplicate" // the copy in another mailbox speaks for both
		case aside != "":
			n.State, n.Reason = "quarantined", aside
		}
		id, err = insertMail(ctx, tx, n)
		return err
	})
	return id, known, err
}

// newMail is a row to be.
type newMail struct {
	Mailbox, Key, MessageID, State, Reason string
	Raw                                    []byte
	Size                                   int64 // of the whole mail; Raw may be its beginning
}

const (
	sqlLockMail  = `SELECT pg_advisory_xact_lock(hashtextextended('dari.inbound_mail:' || $1, 0))`
	sqlKnownMail = `
SELECT coalesce(max(id) FILTER (WHERE mailbox = $1), 0), count(*) FILTER (WHERE mailbox <> $1) > 0
FROM dari.inbound_mail WHERE dedupe_key = ANY ($2)`
	sqlInsertMail = `
INSERT INTO dari.inbound_mail (uid, mailbox, dedupe_key, message_id, raw_sha256, raw, state, reason, size, whole)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`
	sqlStateOf = `
SELECT m.uid AS id, m.state, m.kind, m.reason, false AS known, c.uid AS conversation, coalesce(m.message_seq, 0) AS seq
FROM dari.inbound_mail m LEFT JOIN dari.conversations c ON c.id = m.conversation_id WHERE m.id = $1`
)

func knownMail(ctx context.Context, q postgres.Querier, mailbox string, keys ...string) (id int64, known, other bool, err error) {
	if err := q.QueryRow(ctx, sqlKnownMail, mailbox, keys).Scan(&id, &other); err != nil {
		return 0, false, false, fmt.Errorf("look for a mail: %w", err)
	}
	return id, id != 0, other, nil
}

func insertMail(ctx context.Context, q postgres.Querier, n newMail) (id int64, err error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, fmt.Errorf("make a mail's id: %w", err)
	}
	sum := sha256.Sum256(n.Raw)
	err = q.QueryRow(ctx, sqlInsertMail, uid, n.Mailbox, n.Key, n.MessageID, sum[:], n.Raw, n.State, n.Reason, n.Size, n.Size == int64(len(n.Raw))).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("store a mail: %w", err)
	}
	return id, nil
}

func stateOf(ctx context.Context, q postgres.Querier, id int64) (Received, error) {
	rows, _ := q.Query(ctx, sqlStateOf, id) // CollectExactlyOneRow reports this error
	got, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Received])
	if errors.Is(err, pgx.ErrNoRows) {
		return got, fault.New(fault.NotFound, "mail.not_found")
	}
	if err != nil {
		return got, fmt.Errorf("read how mail %d stands: %w", id, err)
	}
	return got, nil
}
