package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"dari/internal/event"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
)

// Foretold is a notice as it would leave.
type Foretold struct {
	Channel Channel
	To      string // masked
	Subject string
	Text    string
}

// Foretell says in words what the buyer would be told if their pre-order arrived on another day: none
// when it does not become later, or there is no way to tell them.
func (s *Service) Foretell(ctx context.Context, q postgres.Querier, o shop.Order, eta, reason string) ([]Foretold, error) {
	payload, days, err := delayOf(o, eta, reason)
	if err != nil || days <= 0 {
		return nil, err
	}
	var now time.Time
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return nil, fmt.Errorf("ask for the time: %w", err)
	}
	people := map[int64]shop.Customer{}
	if o.CustomerID != nil {
		if people, err = shop.CustomersByID(ctx, q, []int64{*o.CustomerID}); err != nil {
			return nil, err
		}
	}
	set, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	var rows []*row
	for _, d := range planned(event.Event{Kind: shop.PreorderDelayed, SubjectID: o.ID, Payload: payload, CreatedAt: now}, o, people, now) {
		if key, ok := RecipientKey(d.Channel, d.Address); ok {
			rows = append(rows, &row{ID: -int64(len(rows) + 1), Class: d.Class, Kind: d.Kind, Channel: d.Channel, RecipientKey: key, CustomerID: d.CustomerID, OrderID: d.OrderID, Lang: d.Lang, Fields: d.Fields, ClaimedAt: now})
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	f, err := s.facts(ctx, q, set, rows)
	if err != nil {
		return nil, err
	}
	out := make([]Foretold, len(rows))
	for i, r := range rows {
		if out[i], err = s.words(ctx, f, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) words(ctx context.Context, f *facts, r *row) (Foretold, error) {
	v, err := s.texts.get(ctx, textKey{r.Kind, r.Channel, r.Lang})
	if err != nil {
		return Foretold{}, err
	}
	if r.Channel == SMS {
		m, err := f.short(v, r)
		return Foretold{r.Channel, korean.MaskPhone(r.RecipientKey), m.Title, m.Text}, err
	}
	values := f.values(r)
	text, err := v.text.Plain(values, "\n\n")
	if err != nil {
		return Foretold{}, err
	}
	subject, err := v.text.Subject(values)
	return Foretold{r.Channel, r.RecipientKey, subject, text}, err
}

func delayOf(o shop.Order, eta, reason string) (payload []byte, days int, err error) {
	was, err1 := time.Parse(time.DateOnly, o.ETATo)
	is, err2 := time.Parse(time.DateOnly, eta)
	if err1 != nil || err2 != nil || !o.IsPreorder {
		return nil, 0, nil
	}
	days = int(is.Sub(was).Hours() / 24)
	payload, err = json.Marshal(shop.PromiseEvent{Number: o.Number, OldETA: o.ETATo, NewETA: eta, Days: days, ReasonText: reason})
	if err != nil {
		return nil, 0, fmt.Errorf("encode a delay of %s days: %w", strconv.Itoa(days), err)
	}
	return payload, days, nil
}
