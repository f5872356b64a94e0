package survey

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Answer is what somebody says; what is nil stays as it was.
type Answer struct {
	Score     *int
	Reasons   []string
	Text      *string
	ContactOK *bool
}

// Stored is what stands there now.
type Stored struct {
	Score     int
	Reasons   []string
	Text      string
	ContactOK bool
	Version   int
}

// Low says that it did not go well.
func (s Stored) Low() bool { return s.Score <= LowScore }

// answered is the payload of survey.answered.
type answered struct {
	TicketID       int64 `json:"ticket_id"`
	ConversationID int64 `json:"conversation_id"`
	Score          int   `json:"score"`
	Low            bool  `json:"low"`
	Rated          bool  `json:"rated"`   // the score is another one than before
	Contact        bool  `json:"contact"` // and now somebody may get in touch
	// DueAt is by when somebody looks at it again.
	DueAt *time.Time `json:"due_at,omitempty"`
}

// Answer stores what the shopper says about a survey that was asked in their conversation: each tap as
// it comes. Another person's survey is not found.
func (s *Service) Answer(ctx context.Context, o thread.Owner, survey uuid.UUID, a Answer) (Stored, error) {
	var out Stored
	err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		asked, err := lockAsked(ctx, tx, survey)
		if err != nil {
			return err
		}
		if !asked.belongsTo(o) {
			return fault.New(fault.NotFound, "survey.not_found")
		}
		if asked.Over {
			return fault.New(fault.Conflict, "survey.over")
		}
		before, found, err := readAnswer(ctx, tx, asked.ID)
		if err != nil {
			return err
		}
		if out, err = before.with(a, found); err != nil {
			return err
		}
		if found && same(before, out) {
			return nil
		}
		if err := putAnswer(ctx, tx, asked.ID, &out); err != nil {
			return err
		}
		if err := mark(ctx, tx, asked, survey, out.Score); err != nil {
			return err
		}
		due, err := s.due(ctx, tx, out)
		if err != nil {
			return err
		}
		return event.Publish(ctx, tx, event.New{
			Kind: "survey.answered", SubjectKind: "survey", SubjectID: asked.ID, Version: out.Version,
			Key: fmt.Sprintf("survey:%d:%d", asked.ID, out.Version), Payload: answered{asked.TicketID, asked.ConversationID, out.Score, out.Low(), out.Score != before.Score, out.ContactOK && !before.ContactOK, due},
		})
	})
	return out, err
}

func (s *Service) due(ctx context.Context, q postgres.Querier, given Stored) (*time.Time, error) {
	if s.Due == nil || !given.Low() {
		return nil, nil //nolint:nilnil // nothing is promised
	}
	var now time.Time
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return nil, fmt.Errorf("read the clock: %w", err)
	}
	at, err := s.Due(ctx, now)
	return &at, err
}

func (s Stored) with(a Answer, found bool) (Stored, error) {
	if a.Score == nil && !found {
		return s, fault.Field("survey.score_missing", "score")
	}
	if a.Score != nil {
		s.Score = *a.Score
	}
	if a.Reasons != nil {
		s.Reasons = a.Reasons
	}
	if a.Text != nil {
		s.Text = *a.Text
	}
	if a.ContactOK != nil {
		s.ContactOK = *a.ContactOK
	}
	if s.Reasons == nil {
		s.Reasons = []string{}
	}
	return s, nil
}

func same(a, b Stored) bool {
	return a.Score == b.Score && slices.Equal(a.Reasons, b.Reasons) && a.Text == b.Text && a.ContactOK == b.ContactOK
}

// mark lets the card say that it was answered, for who opens the conversation later.
func mark(ctx context.Context, tx pgx.Tx, asked asked, survey uuid.UUID, score int) error {
	data, err := json.Marshal(Card{Card: "csat", Survey: survey, State: "answered", Score: score})
	if err != nil {
		return fmt.Errorf("encode a card: %w", err)
	}
	return thread.PutCard(ctx, tx, asked.ConversationID, asked.Message, data)
}

type asked struct {
	ID             int64
	TicketID       int64
	ConversationID int64
	Message        uuid.UUID
	Over           bool
	VisitorID      *int64
	CustomerID     *int64
}

func (a asked) belongsTo(o thread.Owner) bool {
	if a.CustomerID != nil {
		return o.CustomerID == *a.CustomerID
	}
	return a.VisitorID != nil && o.VisitorID == *a.VisitorID
}

const (
	sqlNow       = `SELECT dari.clock()`
	sqlLockAsked = `
SELECT s.id, s.ticket_id, s.conversation_id, s.message_uid, s.asked_at <= dari.clock() - $2::interval, c.visitor_id, c.customer_id
FROM dari.surveys s JOIN dari.conversations c ON c.id = s.conversation_id
WHERE s.uid = $1 AND s.asked_at IS NOT NULL FOR UPDATE OF s`
	sqlReadAnswer = `SELECT score, reasons, body, contact_ok, version FROM dari.survey_answers WHERE survey_id = $1`
	sqlPutAnswer  = `
INSERT INTO dari.survey_answers AS a (survey_id, score, reasons, body, contact_ok) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (survey_id) DO UPDATE
SET score = excluded.score, reasons = excluded.reasons, body = excluded.body, contact_ok = excluded.contact_ok,
    version = a.version + 1, updated_at = dari.clock()
RETURNING version`
)

func lockAsked(ctx context.Context, tx pgx.Tx, survey uuid.UUID) (asked, error) {
	rows, _ := tx.Query(ctx, sqlLockAsked, survey, Changeable) // CollectExactlyOneRow reports this error
	a, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[asked])
	if errors.Is(err, pgx.ErrNoRows) {
		return asked{}, fault.New(fault.NotFound, "survey.not_found")
	}
	if err != nil {
		return asked{}, fmt.Errorf("lock a survey: %w", err)
	}
	return a, nil
}

func readAnswer(ctx context.Context, q postgres.Querier, id int64) (s Stored, found bool, err error) {
	err = q.QueryRow(ctx, sqlReadAnswer, id).Scan(&s.Score, &s.Reasons, &s.Text, &s.ContactOK, &s.Version)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, false, nil
	}
	if err != nil {
		return s, false, fmt.Errorf("read the answer to survey %d: %w", id, err)
	}
	return s, true, nil
}

func putAnswer(ctx context.Context, q postgres.Querier, id int64, s *Stored) error {
	if err := q.QueryRow(ctx, sqlPutAnswer, id, s.Score, s.Reasons, s.Text, s.ContactOK).Scan(&s.Version); err != nil {
		return fmt.Errorf("store the answer to survey %d: %w", id, err)
	}
	return nil
}
