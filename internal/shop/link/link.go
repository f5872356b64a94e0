package link

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/shop"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Kind says what the rows of a linked table are.
type Kind string

// The kinds of links.
const (
	Orders     Kind = "orders"
	OrderLines Kind = "order_lines"
	Members    Kind = "members"
)

// Kinds are all of them, in the order in which a shop links them best.
var Kinds = []Kind{Members, Orders, OrderLines}

// Spec is a link as it is asked for.
type Spec struct {
	Name      string            `json:"name"` // the source of the mirrored rows; empty: the name of the table
	Kind      Kind              `json:"kind"`
	Table     string            `json:"table"`      // schema.table; without a schema: public
	Key       string            `json:"key"`        // the column that names a row; it must be unique
	Map       map[string]string `json:"map"`        // our column -> the shop's column
	StatusMap map[string]string `json:"status_map"` // the shop's status -> ours; one that is missing is taken as it is
}

// Link is a link that is there.
type Link struct {
	ID int64 `json:"id"`
	Spec
	Trigger  string     `json:"trigger"`   // statement or row
	FilledAt *time.Time `json:"filled_at"` // nil: the first fill has not ended
	Waiting  int64      `json:"waiting"`   // changes to be mirrored
	Parked   int64      `json:"parked"`    // rows that could not be
}

// Options of New.
type Options struct {
	DB       *pgxpool.Pool
	Log      *slog.Logger
	Consents shop.ConsentFunc // hears the consents that a members table tells
	Zone     string           // where a day of the shop begins; empty: Asia/Seoul
	Batch    int              // changes mirrored in one transaction; 0 means 2,000
}

// Links adds, lists, tests and removes links, and mirrors what they note.
type Links struct {
	db       *pgxpool.Pool
	log      *slog.Logger
	consents shop.ConsentFunc
	zone     string
	batch    int
}

// New starts nothing: hand Mirror to the relay.
func New(o Options) *Links {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Zone == "" {
		o.Zone = "Asia/Seoul"
	}
	if o.Batch == 0 {
		o.Batch = 2000
	}
	return &Links{db: o.DB, log: o.Log, consents: o.Consents, zone: o.Zone, batch: o.Batch}
}

// columns are what a table of each kind can tell, and whether it must.
var columns = map[Kind]map[string]bool{
	Orders: {
		"number": false, "status": true, "customer_ref": false, "buyer_name": false, "buyer_phone": false, "buyer_email": false,
		"lang": false, "total": false, "currency": false, "is_preorder": false, "eta_from": false, "eta_to": false,
		"coupon_code": false, "carrier": false, "tracking_no": false, "placed_at": false,
	},
	OrderLines: {"number": true, "title": true, "sku": false, "option": false, "quantity": false, "price": false, "image_url": false},
	Members: {
		"ref": false, "name": false, "phone": false, "email": false, "lang": false, "birthday": false, "birth_kind": false,
		"tags": false, "sms_ok": false, "email_ok": false,
	},
}

// Columns are the names that Map may use for a kind; true stands with those that it must use.
func Columns(kind Kind) map[string]bool { return columns[kind] }

// ParseStatusMap reads "paid=결제완료,paid=입금확인,shipped=배송중": our state, then the shop's.
func ParseStatusMap(text string) (map[string]string, error) {
	states := map[string]string{}
	for pair := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		ours, theirs, found := strings.Cut(pair, "=")
		ours, theirs = strings.TrimSpace(ours), strings.TrimSpace(theirs)
		if !found || theirs == "" || !shop.IsStatus(ours) {
			return nil, fault.New(fault.Invalid, "shop.link_status_map", fault.Arg("states", strings.Join(shop.Statuses, ", ")))
		}
		states[theirs] = ours
	}
	return states, nil
}

// complete fills in what may be left out and refuses what cannot be a link.
func (s Spec) complete() (Spec, error) {
	known, ok := columns[s.Kind]
	if !ok {
		return s, fault.New(fault.Invalid, "shop.link_kind", fault.Arg("kinds", "orders, order_lines, members"))
	}
	if !strings.Contains(s.Table, ".") {
		s.Table = "public." + s.Table
	}
	if s.Name == "" {
		s.Name = s.Table[strings.IndexByte(s.Table, '.')+1:]
	}
	if s.Key == "" {
		return s, fault.New(fault.Invalid, "shop.link_no_key")
	}
	mapped := map[string]string{}
	for ours, theirs := range s.Map {
		if _, ok := known[ours]; !ok {
			return s, fault.New(fault.Invalid, "shop.link_unknown_column", fault.Arg("column", ours))
		}
		mapped[ours] = theirs
	}
	for _, name := range []string{"number", "ref"} {
		if must, ok := known[name]; ok && !must && mapped[name] == "" {
			mapped[name] = s.Key
		}
	}
	for name, must := range known {
		if must && mapped[name] == "" {
			return s, fault.New(fault.Invalid, "shop.link_missing_column", fault.Arg("column", name))
		}
	}
	s.Map = mapped
	for _, ours := range s.StatusMap {
		if !shop.IsStatus(ours) {
			return s, fault.New(fault.Invalid, "shop.link_status_map", fault.Arg("states", strings.Join(shop.Statuses, ", ")))
		}
	}
	if s.Name == shop.FromAPI || s.Name == "order" || len(s.Name) > 60 {
		return s, fault.New(fault.Invalid, "shop.link_name")
	}
	return s, nil
}

// Add installs the triggers of a link and mirrors all rows that are there, publishing nothing. It
// answers how many rows were mirrored. What the shop writes from the moment of the triggers on is
// noted and comes after the fill. When the fill fails everything is taken back.
func (l *Links) Add(ctx context.Context, spec Spec) (int, error) {
	spec, err := spec.complete()
	if err != nil {
		return 0, err
	}
	link, reader, err := l.install(ctx, spec)
	if err != nil {
		return 0, err
	}
	filled, err := l.fill(ctx, link, reader)
	if err != nil {
		if undo := l.Remove(context.WithoutCancel(ctx), spec.Name); undo != nil {
			l.log.ErrorContext(ctx, "a link whose fill failed could not be taken back", "link_id", link.ID, "error", undo)
		}
		return 0, fmt.Errorf("mirror the rows of link %d: %w", link.ID, err)
	}
	l.log.InfoContext(ctx, "link added", "link_id", link.ID, "rows", filled, "trigger", link.Trigger)
	return filled, nil
}

// List answers all links with what waits and what is parked.
func (l *Links) List(ctx context.Context) ([]Link, error) { return list(ctx, l.db) }

// Find is the link of the name, or a NotFound fault.
func (l *Links) Find(ctx context.Context, name string) (Link, error) {
	links, err := list(ctx, l.db)
	if err != nil {
		return Link{}, err
	}
	for _, link := range links {
		if link.Name == name {
			return link, nil
		}
	}
	return Link{}, fault.New(fault.NotFound, "shop.link_not_found", fault.Arg("name", name))
}
