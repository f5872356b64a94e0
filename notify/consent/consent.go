package consent

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/notify"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Purpose is what a consent is for. The law wants the night asked about apart.
type Purpose string

// The purposes of a consent.
const (
	Marketing      Purpose = "marketing"
	MarketingNight Purpose = "marketing_night"
)

// Where a wish was said.
const (
	SourceAPI         = "api"
	SourceOneClick    = "one_click"   // the button of a mail program, RFC 8058
	SourcePage        = "unsubscribe" // our page
	SourceResubscribe = "resubscribe" // our page, the way back
	Source080         = "080"         // the shop's free number
)

// Change is one wish of one person.
type Change struct {
	CustomerID int64
	Channel    notify.Channel
	Purpose    Purpose // empty: Marketing
	Granted    bool
	Source     string // SourceAPI …
	TextShown  string // the words the person saw when agreeing
	IP         string
	At         time.Time // zero: now. What was said before the newest word changes nothing
	// Restated means that a shop tells the state it knows, not that somebody has just said so: it
	// never undoes what the person took back here.
	Restated bool
	// Told means that the person has had the result from somebody else: no notice is planned.
	Told bool

	implied bool // follows from another wish: written only when it takes something back
}

// Recorded is a wish that changed something.
type Recorded struct {
	ID         int64
	CustomerID int64
	Channel    notify.Channel
	Purpose    Purpose
	Granted    bool
	Was        bool // granted before
	At         time.Time
}

// State is the present state of one consent.
type State struct {
	Channel notify.Channel `json:"channel"`
	Purpose Purpose        `json:"purpose"`
	Granted bool           `json:"granted"`
	Source  string         `json:"source"`
	At      time.Time      `json:"at"`
}

// Evidence is one line of the proof.
type Evidence struct {
	Channel   notify.Channel `json:"channel"`
	Purpose   Purpose        `json:"purpose"`
	Granted   bool           `json:"granted"`
	Source    string         `json:"source"`
	TextShown string         `json:"text_shown"`
	IP        string         `json:"ip"`
	At        time.Time      `json:"at"`
}

// Options of New.
type Options struct {
	DB        *pgxpool.Pool
	Log       *slog.Logger
	Secret    string // DARI_SECRET
	PublicURL string
	// Wake tells the lanes that they have work; nil: the sweeper comes round.
	Wake func(lanes ...string)
	// Render draws a page of web/pages in the shell that all public pages share; Failed answers that
	// there could be none.
	Render func(w http.ResponseWriter, r *http.Request, name string, data any)
	Failed func(w http.ResponseWriter, r *http.Request, err error)
}

// Service records consents and shows the way out of advertising.
type Service struct {
	db     *pgxpool.Pool
	log    *slog.Logger
	url    string
	wake   func(lanes ...string)
	render func(w http.ResponseWriter, r *http.Request, name string, data any)
	failed func(w http.ResponseWriter, r *http.Request, err error)
	tokens *Tokens
}

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Wake == nil {
		o.Wake = func(...string) {}
	}
	return &Service{db: o.DB, log: o.Log, url: o.PublicURL, wake: o.Wake, render: o.Render, failed: o.Failed, tokens: NewTokens(o.Secret)}
}

// UnsubscribeURL is the address a marketing message carries, in its List-Unsubscribe header and in its text.
func (s *Service) UnsubscribeURL(customerID int64, channel notify.Channel, sourceKind string, sourceID int64) string {
	return s.tokens.URL(s.url, Subject{CustomerID: customerID, Channel: channel, SourceKind: sourceKind, SourceID: sourceID})
}

// Record writes what people want in the caller's transaction, with the event and the result notice
// the law asks for. A wish that is the present state already changes nothing and is left out of the
// answer. Taking back consent to advertising takes back the consent to its night hours too.
// The caller wakes notify.LaneNotice after its commit.
func Record(ctx context.Context, tx pgx.Tx, changes ...Change) ([]Recorded, error) {
	changes, err := withSurvivors(ctx, tx, changes)
	if err != nil {
		return nil, err
	}
	changes = tidy(changes)
	if len(changes) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(changes))
	for i, c := range changes {
		ids[i] = c.CustomerID
	}
	people, err := lockPeople(ctx, tx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if _, ok := people[c.CustomerID]; !ok {
			return nil, fmt.Errorf("record a consent: there is no customer %d", c.CustomerID)
		}
	}
	recorded, err := insertEvents(ctx, tx, changes, people)
	if err != nil || len(recorded) == 0 {
		return nil, err
	}
	if err := event.Publish(ctx, tx, eventsOf(recorded)...); err != nil {
		return nil, err
	}
	return recorded, planNotices(ctx, tx, recorded, changes, people)
}

// tidy keeps the last of several wishes about the same thing and orders them, so that two
// transactions never lock people in a different order.
func tidy(changes []Change) []Change {
	last := make(map[wish]Change, len(changes))
	for _, c := range changes {
		if c.Purpose == "" {
			c.Purpose = Marketing
		}
		last[wish{c.CustomerID, c.Channel, c.Purpose}] = c
		if c.Purpose == Marketing && !c.Granted {
			c.Purpose, c.Told, c.implied = MarketingNight, true, true
			last[wish{c.CustomerID, c.Channel, c.Purpose}] = c
		}
	}
	out := make([]Change, 0, len(last))
	for _, c := range last {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.CustomerID, b.CustomerID), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Purpose, b.Purpose))
	})
	return out
}

func eventsOf(recorded []Recorded) []event.New {
	events := make([]event.New, len(recorded))
	for i, r := range recorded {
		events[i] = event.New{
			Kind: "consent.changed", SubjectKind: "customer", SubjectID: r.CustomerID, Key: "consent:" + strconv.FormatInt(r.ID, 10),
			Payload: map[string]any{"customer_id": r.CustomerID, "channel": r.Channel, "purpose": r.Purpose, "granted": r.Granted, "at": r.At},
		}
	}
	return events
}

func (p person) address(channel notify.Channel) string {
	if channel == notify.SMS {
		return p.Phone
	}
	return p.Email
}

// Set records wishes in a transaction of its own and wakes the lane of their notices.
func (s *Service) Set(ctx context.Context, changes ...Change) ([]Recorded, error) {
	var recorded []Recorded
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var err error
		recorded, err = Record(ctx, tx, changes...)
		return err
	})
	if err == nil && len(recorded) > 0 {
		s.wake(notify.LaneNotice)
	}
	return recorded, err
}
