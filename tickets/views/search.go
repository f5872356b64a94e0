package views

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/staff"
	"dari/tickets"

	"golang.org/x/sync/errgroup"
)

// Found is the answer to a search, in groups.
type Found struct {
	Chips     []tickets.Chip  `json:"chips" doc:"What was typed as a filter."`
	Words     string          `json:"words" doc:"The rest: what was looked for."`
	Instead   string          `json:"instead" doc:"Nothing was found, and this is what the same keys give on a Korean keyboard."`
	Tickets   []FoundTicket   `json:"tickets"`
	Next      string          `json:"next" doc:"The cursor of further tickets; empty at the end."`
	Customers []FoundCustomer `json:"customers"`
	Orders    []FoundOrder    `json:"orders"`
	Articles  []Article       `json:"articles"`
	TookMs    int64           `json:"took_ms"`
}

// FoundTicket is a ticket with the newest of its messages that holds the words.
type FoundTicket struct {
	Ticket  tickets.Ticket `json:"ticket"`
	Snippet []Piece        `json:"snippet" doc:"Empty when the ticket was found by its number or by chips alone."`
	Seq     int64          `json:"seq" doc:"Of the message; 0 without one."`
	At      time.Time      `json:"at"`
}

// The groups of a search.
const (
	inTickets   = "tickets"
	inCustomers = "customers"
	inOrders    = "orders"
	inArticles  = "articles"
)

var kinds = []string{inTickets, inCustomers, inOrders, inArticles}

// Ask is what is looked for.
type Ask struct {
	Lang   string
	Query  string
	Kinds  []string // empty: all
	Cursor string   // of further tickets
	Limit  int      // of each group
}

// Search looks for words in messages, and for customers, orders and articles, as far as the actor may
// read them.
func (s *Service) Search(ctx context.Context, actor staff.Actor, ask Ask) (Found, error) {
	began := time.Now()
	found := Found{Chips: []tickets.Chip{}, Tickets: []FoundTicket{}, Customers: []FoundCustomer{}, Orders: []FoundOrder{}, Articles: []Article{}}
	before, err := parsePlace(ask.Cursor)
	if err != nil {
		return found, err
	}
	f, chips, err := tickets.Resolve(ctx, s.db, ask.Lang, tickets.Filter{Text: ask.Query, Snoozed: "with"})
	if err != nil {
		return found, err
	}
	found.Chips, found.Words = chips, f.Text
	f.Text = ""
	wants := func(kind string) bool { return len(ask.Kinds) == 0 || slices.Contains(ask.Kinds, kind) }
	others := found.Words != "" && before == 0
	// The groups know nothing of each other, and a search takes as long as its longest.
	group, within := errgroup.WithContext(ctx)
	if wants(inTickets) {
		group.Go(func() error { return s.findTickets(within, actor, f, before, ask.Limit, &found) })
	}
	if others {
		s.findOthers(within, group, actor, ask, wants, &found)
	}
	if err := group.Wait(); err != nil {
		return found, err
	}
	if other, slip := korean.FromQwerty(found.Words); others && slip && found.empty() {
		found.Instead = other
	}
	found.TookMs = time.Since(began).Milliseconds()
	return found, nil
}

func (f Found) empty() bool {
	return len(f.Tickets) == 0 && len(f.Customers) == 0 && len(f.Orders) == 0 && len(f.Articles) == 0
}

// findOthers looks for customers, orders and articles, each by itself.
func (s *Service) findOthers(ctx context.Context, group *errgroup.Group, actor staff.Actor, ask Ask, wants func(string) bool, found *Found) {
	words := found.Words
	if wants(inCustomers) {
		group.Go(func() (err error) {
			found.Customers, err = s.customers(ctx, actor, words, ask.Limit)
			return err
		})
	}
	if wants(inOrders) {
		group.Go(func() (err error) {
			found.Orders, err = s.orders(ctx, actor, ask.Lang, words, ask.Limit)
			return err
		})
	}
	if wants(inArticles) && s.articles != nil && actor.Can("faq:read") {
		group.Go(func() error {
			articles, err := s.articles(ctx, ask.Lang, words, ask.Limit)
			found.Articles = append(found.Articles, articles...)
			return err
		})
	}
}

// parsePlace reads a cursor: the id of the last message that was looked at, 0 for the beginning.
func parsePlace(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(cursor, 10, 64)
	if err != nil || n <= 0 {
		return 0, fault.Field("views.search_cursor", "query.cursor")
	}
	return n, nil
}

// clean says that a text can be looked for.
func clean(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func has(list []string, s string) bool { return slices.Contains(list, s) }

// person is the id of who asks; a key is nobody.
func person(a staff.Actor) int64 {
	if a.Kind != staff.KindStaff {
		return 0
	}
	return a.ID
}

// findTickets finds tickets by their number, by the words of their messages, or by chips alone.
func (s *Service) findTickets(ctx context.Context, actor staff.Actor, f tickets.Filter, before int64, limit int, found *Found) error {
	me := person(actor)
	if !actor.Can("tickets:read") {
		return nil
	}
	if found.Words == "" {
		return s.byChips(ctx, me, f, limit, found)
	}
	shown := map[int64]bool{}
	if number, ok := numberIn(found.Words); ok && before == 0 {
		t, ok, err := tickets.Numbered(ctx, s.db, me, number)
		if err != nil {
			return err
		}
		if ok {
			shown[t.ID] = true
			found.Tickets = append(found.Tickets, FoundTicket{Ticket: t, Snippet: []Piece{}, At: t.LastMessageAt})
		}
	}
	hunt := &hunt{s: s, me: me, filter: f, words: matcherOf(found.Words), text: tickets.Terms(found.Words), before: before, shown: shown, narrow: len(found.Chips) > 0}
	list, next, err := hunt.run(ctx, limit-len(found.Tickets))
	found.Tickets, found.Next = append(found.Tickets, list...), next
	return err
}

// byChips lists the tickets of a filter.
func (s *Service) byChips(ctx context.Context, me int64, f tickets.Filter, limit int, found *Found) error {
	if len(found.Chips) == 0 {
		return nil
	}
	list, _, err := tickets.List(ctx, s.db, me, f, tickets.ByRecent, "", limit)
	for _, t := range list {
		found.Tickets = append(found.Tickets, FoundTicket{Ticket: t, Snippet: []Piece{}, At: t.LastMessageAt})
	}
	return err
}

// numberIn reads a ticket's number: 1103, #1103.
func numberIn(words string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(words, "#"), 10, 64)
	return n, err == nil && n > 0 && !strings.HasPrefix(words, "+")
}
