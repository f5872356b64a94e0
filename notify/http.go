package notify

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Routes registers the JSON operations.
func (s *Service) Routes(r *api.Router) {
	read := staff.Can("deliveries:read")
	api.Get(r, "/deliveries", s.handleList, read, api.Summary("Messages to a customer or about an order, the newest first."))
	api.Get(r, "/deliveries/export", s.handleExport, read, api.Summary("The ledger as JSON lines."))
	api.Get(r, "/deliveries/held", s.handleHeld, read, api.Summary("Kinds of notices that the mass guard holds."))
	api.Post(r, "/deliveries/held", s.handleSettleHeld, staff.Can("settings:write"), api.Summary("Let held notices of a kind go, or drop them."))
}

// Listed is a delivery as staff see it beside a customer or an order.
type Listed struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Class     string     `json:"class"`
	Channel   string     `json:"channel" enum:"email,sms"`
	To        string     `json:"to" doc:"Masked."`
	State     string     `json:"state"`
	Reason    string     `json:"reason"`
	Subject   string     `json:"subject"`
	SentAt    *time.Time `json:"sent_at"`
	CreatedAt time.Time  `json:"created_at"`
	NotBefore time.Time  `json:"not_before"`

	Key int64 `json:"-"`
}

type listInput struct {
	Order    string `query:"order" maxLength:"100" doc:"The number of an order."`
	Customer string `query:"customer" maxLength:"100" doc:"The shop's own key of a customer."`
	Cursor   string `query:"cursor" maxLength:"20"`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

const sqlList = `
SELECT d.id AS key, d.uid::text AS id, d.kind, d.class, d.channel, d.address AS to, d.state, d.reason,
  coalesce(d.composed->>'subject', d.composed->>'title', '') AS subject, d.sent_at, d.created_at, d.not_before
FROM dari.deliveries d
WHERE ($1 = '' OR d.order_id = (SELECT o.id FROM dari.orders o WHERE o.number = $1))
  AND ($2 = '' OR d.customer_id = (SELECT c.id FROM dari.customers c WHERE c.ref = $2))
  AND d.id < $3 ORDER BY d.id DESC LIMIT $4`

func list(ctx context.Context, q postgres.Querier, in listInput, before int64) ([]Listed, error) {
	rows, _ := q.Query(ctx, sqlList, in.Order, in.Customer, before, in.Limit+1) // CollectRows reports this error
	items, err := pgx.CollectRows(rows, pgx.RowToStructByName[Listed])
	if err != nil {
		return nil, fmt.Errorf("list deliveries: %w", err)
	}
	return items, nil
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[Listed]], error) {
	before := int64(1<<63 - 1)
	if in.Cursor != "" {
		var err error
		if before, err = strconv.ParseInt(in.Cursor, 36, 64); err != nil || before < 1 {
			return nil, &fault.Fault{Kind: fault.Invalid, Code: "notify.cursor", Field: "query.cursor"}
		}
	}
	if in.Order == "" && in.Customer == "" {
		return nil, &fault.Fault{Kind: fault.Invalid, Code: "notify.whose", Field: "query.order"}
	}
	items, err := list(ctx, s.db, *in, before)
	if err != nil {
		return nil, err
	}
	page := api.Page[Listed]{Items: items}
	if len(items) > in.Limit {
		page.Items = items[:in.Limit]
		page.Next = strconv.FormatInt(page.Items[in.Limit-1].Key, 36)
	}
	for i := range page.Items {
		page.Items[i].To = Mask(Channel(page.Items[i].Channel), page.Items[i].To)
	}
	return api.Reply(page), nil
}

// Mask hides most of an address: 010-••••-5678, h•••@example.com.
func Mask(channel Channel, address string) string {
	if channel == SMS {
		return korean.MaskPhone(address)
	}
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" {
		return strings.Repeat("•", min(len(address), 3))
	}
	return string([]rune(local)[:1]) + "•••@" + domain
}

func (s *Service) handleHeld(ctx context.Context, _ *api.None) (*api.OK[api.Page[HeldKind]], error) {
	kinds, err := heldKinds(ctx, s.db)
	return api.Reply(api.Page[HeldKind]{Items: kinds}), err
}

type settleInput struct {
	Body struct {
		Kind   string `json:"kind" minLength:"1" maxLength:"100"`
		Action string `json:"action" enum:"send,drop"`
	}
}

// Settled says how many held notices were released or dropped.
type Settled struct {
	Count int `json:"count"`
}

func (s *Service) handleSettleHeld(ctx context.Context, in *settleInput) (*api.OK[Settled], error) {
	var n int
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var err error
		if n, err = settleHeld(ctx, tx, in.Body.Kind, in.Body.Action == "send"); err != nil {
			return err
		}
		entry := staff.By(staff.From(ctx), "notices.held."+in.Body.Action, "notice_kind", in.Body.Kind)
		entry.IP, entry.Detail = api.IPFrom(ctx), map[string]any{"count": n}
		return staff.Append(ctx, tx, entry)
	})
	if err != nil {
		return nil, err
	}
	s.Wake(LaneNotice)
	return api.Reply(Settled{n}), nil
}
