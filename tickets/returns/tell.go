package returns

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// told makes the client ids of the messages: the customer is told of a step once.
var told = uuid.MustParse("5f0b8f6a-1b0e-5a53-8a52-0f5d3c1f9b31")

// requestState is where the shopper's request stands when its return has come to a state.
var requestState = map[string]string{Approved: "approved", Sent: "approved", Done: "done", Rejected: "refused"}

// tell says to the customer how it stands: in the conversation, by mail where that is one of mails, and
// by the receipt of their request where they had asked themselves.
func (s *Service) tell(ctx context.Context, tx pgx.Tx, r row, state string, by int64) error {
	text, err := s.words(ctx, tx, r, state)
	if err != nil {
		return err
	}
	if to := requestState[state]; r.RequestUID != nil && to != "" {
		return s.moveRequest(ctx, tx, *r.RequestUID, to, text, by)
	}
	data, err := json.Marshal(map[string]any{"event": "return", "return_id": r.UID, "return_kind": r.Kind, "return_state": state})
	if err != nil {
		return fmt.Errorf("encode a step of return %d: %w", r.ID, err)
	}
	_, err = thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: r.ConversationID, SenderKind: thread.System, ClientID: uuid.NewSHA1(told, fmt.Appendf(nil, "%d:%s:%d", r.ID, state, r.Version)),
		Kind: thread.KindText, Body: text, Data: data,
	})
	if err != nil {
		return err
	}
	return s.mail(ctx, tx, tickets.Notice{
		ConversationID: r.ConversationID, CustomerID: r.CustomerID, Channel: r.Channel, Lang: r.Lang, Number: r.Number, Text: text,
	})
}

// words are what the customer reads, in their language and the shop's time.
func (s *Service) words(ctx context.Context, tx pgx.Tx, r row, state string) (string, error) {
	settings, err := staff.Shop(ctx, tx)
	if err != nil {
		return "", err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return "", err
	}
	f := i18n.Format{Lang: r.Lang, Zone: settings.Location(), Now: now}
	amount := r.Amount
	if r.RefundAmount != nil {
		amount = *r.RefundAmount
	}
	key := "returns.tell." + state + "_" + r.Kind
	if hasAmount(r.Kind) && amount == 0 && (state == Done || state == Sent) {
		key += "_free"
	}
	args := []any{"number", r.OrderNumber, "amount", f.Won(amount)}
	switch state {
	case Rejected:
		args = append(args, "reason", r.Answer)
	case received:
		cal, err := calendar(ctx, tx)
		if err != nil {
			return "", err
		}
		due, err := time.ParseInLocation(time.DateOnly, r.refundDue(cal), settings.Location())
		if err != nil {
			key += "_free"
		}
		args = append(args, "due", f.Date(due))
	}
	text := i18n.T(r.Lang, key, args...)
	if state != Sent || r.Kind != Return && r.Kind != Exchange {
		return text, nil
	}
	mine, err := ReadSettings(ctx, tx)
	if err != nil || mine.ReturnTo == "" {
		return text, err
	}
	return text + "\n" + i18n.T(r.Lang, "returns.tell.to", "place", mine.ReturnTo), nil
}
