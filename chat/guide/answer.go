package guide

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"dari/internal/event"
	"dari/internal/i18n"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// firstMessages is how many of a shopper's messages may still be answered without a person: who begins
// with a greeting asks in the second one.
const firstMessages = 3

// The cards there are.
const (
	cardOrder    = "order"
	cardArticles = "articles"
	cardLookup   = "lookup" // the shopper must say whose order it is first
	cardText     = "text"
)

// Card is what stands in the data of an automatic answer.
type Card struct {
	Card     string    `json:"card"`
	Auto     bool      `json:"auto"` // no person wrote it, and one can be asked
	Rule     int64     `json:"rule,omitempty"`
	Order    any       `json:"order,omitempty"`
	Articles []Article `json:"articles,omitempty"`
}

// hear notes the first messages of each question, in the transaction that has told of them. What is
// answered is decided afterwards: the relay must not wait for a search.
func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var heard []thread.AppendedEvent
	var ids []int64
	for _, e := range events {
		m, err := event.As[thread.AppendedEvent](e)
		if err != nil {
			return err
		}
		if m.From == thread.Shopper && m.Channel == thread.Chat {
			heard, ids = append(heard, m), append(ids, m.ConversationID)
		}
	}
	if len(heard) == 0 || s.Questions == nil {
		return nil
	}
	questions, err := s.Questions(ctx, tx, ids)
	if err != nil {
		return err
	}
	var first []waiting
	for _, m := range heard {
		if q, ok := questions[m.ConversationID]; ok && m.Seq >= q.FromSeq && m.Seq < q.FromSeq+2*firstMessages {
			first = append(first, waiting{m.ConversationID, m.Seq, q.FromSeq})
		}
	}
	return insertWaiting(ctx, tx, first)
}

// AnswerAll answers all that waits, once.
func (s *Service) AnswerAll(ctx context.Context) error {
	return jobs.Drain(ctx, func(ctx context.Context) (bool, error) {
		w, found, err := nextWaiting(ctx, s.DB)
		if err != nil || !found {
			return false, err
		}
		if err := s.answer(ctx, w); err != nil && ctx.Err() == nil {
			// A person answers all the same: what fails here is not tried for ever.
			s.Log.ErrorContext(ctx, "a first question could not be answered", "conversation_id", w.ConversationID, "error", err)
			return true, decide(ctx, s.DB, w, nil, nil)
		}
		return true, nil
	})
}

// answer decides what is said to a message, and says it unless a person has answered meanwhile.
func (s *Service) answer(ctx context.Context, w waiting) error {
	asked, err := readAsked(ctx, s.DB, w)
	if err != nil {
		return err
	}
	var card *Card
	var body string
	if !asked.settled() {
		if card, body, err = s.compose(ctx, asked); err != nil {
			return err
		}
	}
	if card == nil {
		return decide(ctx, s.DB, w, nil, nil)
	}
	data, err := json.Marshal(card)
	if err != nil {
		return fmt.Errorf("encode a card: %w", err)
	}
	return postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := lockConversation(ctx, tx, w.ConversationID); err != nil {
			return err
		}
		// Under the lock nobody writes: what is true now is true when the card is there.
		now, err := readAsked(ctx, tx, w)
		if err != nil {
			return err
		}
		if now.settled() {
			return decide(ctx, tx, w, nil, nil)
		}
		_, err = thread.AppendTx(ctx, tx, thread.Append{
			ConversationID: w.ConversationID, SenderKind: thread.System, Kind: thread.KindCard, Body: body, Data: data,
			ClientID: uuid.NewSHA1(uuid.NameSpaceOID, fmt.Appendf(nil, "dari.guide:%d:%d", w.ConversationID, w.FromSeq)),
		})
		if err != nil {
			return err
		}
		var rule *int64
		if card.Rule != 0 {
			rule = &card.Rule
		}
		return decide(ctx, tx, w, rule, &card.Card)
	})
}

// asked is a message with what decides whether it is answered.
type asked struct {
	Lang       string
	CustomerID *int64 // whom the shop's own signature has proved; nobody when it was written by way of a link
	Body       string
	Kind       string
	Nth        int  // of the shopper's messages in this question
	Answered   bool // by a person
	Helped     bool // by a card
}

func (a asked) settled() bool {
	return a.Answered || a.Helped || a.Nth > firstMessages || a.Kind != thread.KindText
}

// compose is the answer to a message; nil when there is none that fits.
func (s *Service) compose(ctx context.Context, a asked) (*Card, string, error) {
	list, err := rules(ctx, s.DB, KindAnswer, true)
	if err != nil {
		return nil, "", err
	}
	rule, ok := firstMatch(list, a.Body)
	switch {
	case !ok:
		return s.articles(ctx, a, Rule{}, a.Body)
	case rule.Action == ActionOrder:
		return s.order(ctx, a, rule)
	case rule.Action == ActionArticles:
		return s.articles(ctx, a, rule, orElse(rule.Query, a.Body))
	}
	return &Card{Card: cardText, Auto: true, Rule: rule.ID}, s.body(a, rule.text(a.Lang)), nil
}

const mostArticles = 3

// articles answers out of the help centre. Unasked only what is surely about the question is shown.
func (s *Service) articles(ctx context.Context, a asked, rule Rule, query string) (*Card, string, error) {
	if s.Articles == nil {
		return nil, "", nil
	}
	list, sure, err := s.Articles(ctx, a.Lang, shorten(query, 100), mostArticles)
	if err != nil {
		return nil, "", err
	}
	if !sure && rule.ID == 0 {
		var about []Article
		for _, article := range list {
			if isAbout(a.Body, article.Title) {
				about = append(about, article)
			}
		}
		list = about
	}
	if len(list) == 0 {
		return nil, "", nil
	}
	lines := []string{orElse(rule.text(a.Lang), i18n.T(a.Lang, "guide.articles"))}
	for _, article := range list {
		lines = append(lines, "· "+article.Title)
	}
	return &Card{Card: cardArticles, Auto: true, Rule: rule.ID, Articles: list}, s.body(a, lines...), nil
}

// body is the text of a card, for who cannot draw it: what it says, and that a person is there too.
func (s *Service) body(a asked, lines ...string) string {
	lines = append(lines, i18n.T(a.Lang, "guide.human"))
	return strings.Join(lines, "\n")
}

func orElse(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
}

func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

const (
	sqlInsertWaiting = `
INSERT INTO dari.chat_answers (conversation_id, seq, from_seq)
SELECT k.conversation_id, k.seq, k.from_seq FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS k (conversation_id, seq, from_seq)
ON CONFLICT (conversation_id, seq) DO NOTHING`
	// An answer that comes minutes later is none: what has waited so long is left to people.
	sqlNextWaiting = `
SELECT conversation_id, seq, from_seq FROM dari.chat_answers
WHERE decided_at IS NULL AND at > dari.clock() - interval '5 minutes'
ORDER BY at, conversation_id, seq LIMIT 1`
	sqlDecide = `
UPDATE dari.chat_answers SET decided_at = dari.clock(), rule_id = $3, card = $4 WHERE conversation_id = $1 AND seq = $2 AND decided_at IS NULL`
	sqlLockConversation = `SELECT id FROM dari.conversations WHERE id = $1 FOR NO KEY UPDATE`
	sqlAsked            = `
SELECT c.lang, CASE WHEN m.data ->> 'via' = 'link' THEN NULL ELSE c.customer_id END, m.body, m.kind,
       (SELECT count(*) FROM dari.messages x WHERE x.conversation_id = c.id AND x.seq BETWEEN $3 AND $2 AND x.sender_kind = 'shopper'),
       EXISTS (SELECT FROM dari.messages x WHERE x.conversation_id = c.id AND x.seq >= $3 AND x.sender_kind = 'agent'),
       EXISTS (SELECT FROM dari.chat_answers x WHERE x.conversation_id = c.id AND x.from_seq = $3 AND x.card IS NOT NULL)
FROM dari.conversations c JOIN dari.messages m ON m.conversation_id = c.id AND m.seq = $2
WHERE c.id = $1`
	sqlForgetAnswers = `DELETE FROM dari.chat_answers WHERE card IS NULL AND at < dari.clock() - interval '1 day'`
)

type waiting struct {
	ConversationID int64
	Seq            int64
	FromSeq        int64
}

func insertWaiting(ctx context.Context, q postgres.Querier, list []waiting) error {
	if len(list) == 0 {
		return nil
	}
	conversations, seqs, from := make([]int64, len(list)), make([]int64, len(list)), make([]int64, len(list))
	for i, w := range list {
		conversations[i], seqs[i], from[i] = w.ConversationID, w.Seq, w.FromSeq
	}
	if _, err := q.Exec(ctx, sqlInsertWaiting, conversations, seqs, from); err != nil {
		return fmt.Errorf("note %d first messages: %w", len(list), err)
	}
	return nil
}

// nextWaiting may give the same message to two programs: the lock of its conversation lets one answer.
func nextWaiting(ctx context.Context, q postgres.Querier) (w waiting, found bool, err error) {
	err = q.QueryRow(ctx, sqlNextWaiting).Scan(&w.ConversationID, &w.Seq, &w.FromSeq)
	if errors.Is(err, pgx.ErrNoRows) {
		return w, false, nil
	}
	if err != nil {
		return w, false, fmt.Errorf("look for first messages: %w", err)
	}
	return w, true, nil
}

func decide(ctx context.Context, q postgres.Querier, w waiting, rule *int64, card *string) error {
	if _, err := q.Exec(ctx, sqlDecide, w.ConversationID, w.Seq, rule, card); err != nil {
		return fmt.Errorf("note what was answered in conversation %d: %w", w.ConversationID, err)
	}
	return nil
}

func lockConversation(ctx context.Context, tx pgx.Tx, id int64) error {
	if _, err := tx.Exec(ctx, sqlLockConversation, id); err != nil {
		return fmt.Errorf("lock conversation %d: %w", id, err)
	}
	return nil
}

func readAsked(ctx context.Context, q postgres.Querier, w waiting) (a asked, err error) {
	err = q.QueryRow(ctx, sqlAsked, w.ConversationID, w.Seq, w.FromSeq).Scan(&a.Lang, &a.CustomerID, &a.Body, &a.Kind, &a.Nth, &a.Answered, &a.Helped)
	if err != nil {
		return a, fmt.Errorf("read message %d of conversation %d: %w", w.Seq, w.ConversationID, err)
	}
	return a, nil
}
