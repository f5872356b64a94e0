package consent

import (
	"context"
	"errors"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// Routes registers the JSON operations.
func (s *Service) Routes(r *api.Router) {
	api.Post(r, "/customers/{ref}/consents", s.handleRecord, staff.Can("customers:write"),
		api.Summary("Record what a customer agreed to or took back; what holds already is left as it is."))
	api.Get(r, "/customers/{ref}/consents", s.handleHistory, staff.Can("customers:read"),
		api.Summary("The proof: everything the customer has said, oldest first."))
}

// Wish is one line of what a customer agreed to, as the shop sends it.
type Wish struct {
	Channel   string     `json:"channel" enum:"email,sms"`
	Purpose   string     `json:"purpose,omitempty" enum:"marketing,marketing_night" doc:"marketing when left out."`
	Granted   bool       `json:"granted"`
	TextShown string     `json:"text_shown,omitempty" maxLength:"2000" doc:"The words the customer saw."`
	IP        string     `json:"ip,omitempty" maxLength:"45"`
	At        *time.Time `json:"at,omitempty" doc:"When the customer said so; now when left out. What was said before the newest word changes nothing."`
	Told      bool       `json:"told,omitempty" doc:"The shop has told the customer the result itself: Dari sends no result notice."`
}

type recordInput struct {
	Ref  string `path:"ref" maxLength:"200"`
	Body struct {
		Source   string `json:"source,omitempty" maxLength:"40" doc:"Where the customer said so; api when left out."`
		Consents []Wish `json:"consents" minItems:"1" maxItems:"20"`
	}
}

// Answer is the present state of a customer's consents.
type Answer struct {
	Changed  int     `json:"changed" doc:"How many of the wishes were news."`
	Consents []State `json:"consents"`
}

func (s *Service) handleRecord(ctx context.Context, in *recordInput) (*api.OK[Answer], error) {
	id, err := s.customer(ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	var recorded []Recorded
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if recorded, err = Record(ctx, tx, Changes(id, in.Body.Source, in.Body.Consents)...); err != nil || len(recorded) == 0 {
			return err
		}
		entry := staff.By(staff.From(ctx), "consent.change", "customer", strconv.FormatInt(id, 10))
		entry.IP = api.IPFrom(ctx)
		return staff.Append(ctx, tx, entry)
	})
	if err != nil {
		return nil, err
	}
	if len(recorded) > 0 {
		s.wake(notify.LaneNotice)
	}
	states, err := Of(ctx, s.db, id)
	return api.Reply(Answer{Changed: len(recorded), Consents: states}), err
}

// Changes turns the lines of a request into wishes of the customer, for Record.
func Changes(customerID int64, source string, wishes []Wish) []Change {
	if source == "" {
		source = SourceAPI
	}
	out := make([]Change, len(wishes))
	for i, w := range wishes {
		out[i] = Change{
			CustomerID: customerID, Channel: notify.Channel(w.Channel), Purpose: Purpose(w.Purpose), Granted: w.Granted,
			Source: source, TextShown: w.TextShown, IP: w.IP, Told: w.Told,
		}
		if w.At != nil {
			out[i].At = *w.At
		}
	}
	return out
}

// FromShop is what the room of the customers calls when a request or a linked table carries consents.
// A request without a date tells the state the shop knows; a linked table tells of a change, but for
// its first fill, of which nobody is told.
func FromShop(ctx context.Context, tx pgx.Tx, list []shop.Consent) error {
	changes := make([]Change, len(list))
	for i, c := range list {
		changes[i] = Change{
			CustomerID: c.CustomerID, Channel: notify.Channel(c.Channel), Granted: c.Granted, Source: c.Source,
			TextShown: c.TextShown, IP: c.IP, At: c.At, Restated: c.Source == shop.FromAPI || c.Known, Told: c.Known,
		}
	}
	_, err := Record(ctx, tx, changes...)
	return err
}

type refInput struct {
	Ref string `path:"ref" maxLength:"200"`
}

func (s *Service) handleHistory(ctx context.Context, in *refInput) (*api.OK[api.Page[Evidence]], error) {
	id, err := s.customer(ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	list, err := History(ctx, s.db, id)
	return api.Reply(api.Page[Evidence]{Items: list}), err
}

func (s *Service) customer(ctx context.Context, ref string) (int64, error) {
	id, err := customerByRef(ctx, s.db, ref)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, fault.New(fault.NotFound, "consent.no_customer")
	}
	return id, err
}
