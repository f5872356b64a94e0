package alerts

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"dari/internal/event"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Handlers hears of what people are told.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{
		Name: "alerts", Kinds: []string{"ticket.changed", "sla.soon", "sla.breached", "survey.answered"},
		Handle: s.hear, After: s.Tell,
	}}
}

// wish is somebody to be told something, before it is asked how.
type wish struct {
	about
	Row    Row
	Key    string
	To     []int64 // empty: who shares the queue
	Shared bool
	Args   []any // of the text
	Text   string
}

// heard is what the payloads say between them.
type heard struct {
	TicketID       int64  `json:"ticket_id"`
	ConversationID int64  `json:"conversation_id"`
	Clock          string `json:"clock"`
	Score          int    `json:"score"`
	Low            bool   `json:"low"`
	Rated          bool   `json:"rated"`
}

func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var changed, named []int64
	var grave []wish
	for _, e := range events {
		var h heard
		if err := json.Unmarshal(e.Payload, &h); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		switch {
		case e.Kind == "ticket.changed":
			changed = append(changed, e.SubjectID)
			continue
		case e.Kind == "survey.answered" && h.Low && h.Rated && h.TicketID != 0:
			grave = append(grave, wish{about: about{ID: h.TicketID}, Row: Low, Key: fmt.Sprintf("low:%d:%d", h.TicketID, e.ID), Args: []any{"score", h.Score}})
		case e.Kind == "sla.soon":
			grave = append(grave, wish{about: about{ID: h.TicketID}, Row: Soon, Key: h.Clock})
		case e.Kind == "sla.breached":
			grave = append(grave, wish{about: about{ID: h.TicketID}, Row: Late, Key: h.Clock})
		default:
			continue
		}
		named = append(named, h.TicketID)
	}
	wishes, err := fill(ctx, tx, grave, named)
	if err != nil {
		return err
	}
	more, err := s.waiting(ctx, tx, changed)
	if err != nil {
		return err
	}
	return s.alert(ctx, tx, append(wishes, more...))
}

// fill says of which ticket it is and who shall hear of it: the owner, or all who share the queue. Two
// deadlines of the same waiting customer are one thing to be told of.
func fill(ctx context.Context, tx pgx.Tx, list []wish, ids []int64) ([]wish, error) {
	if len(list) == 0 {
		return nil, nil
	}
	all, err := aboutOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var out []wish
	for _, w := range list {
		a, found := all[w.ID]
		if !found {
			continue
		}
		w.about = a
		if w.Row != Low {
			w.Key = deadlineKey(w.Row, a, w.Key)
		}
		if a.OwnerID != nil {
			w.To = []int64{*a.OwnerID}
		}
		w.Shared = a.OwnerID == nil
		out = append(out, w)
	}
	return out, nil
}

func deadlineKey(row Row, a about, clock string) string {
	if clock == "solve" || a.Since == nil {
		return fmt.Sprintf("%s:%d:solve", row, a.ID)
	}
	return fmt.Sprintf("%s:%d:%d", row, a.ID, a.Since.Unix())
}

// waiting makes one wish for each customer who waits, however much they write, and one for each name
// in a note.
func (s *Service) waiting(ctx context.Context, tx pgx.Tx, ids []int64) ([]wish, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := waitingOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var out []wish
	for _, w := range list {
		one := wish{about: w.about, Row: Fresh, Key: fmt.Sprintf("wait:%d:%d", w.ID, w.Since.Unix()), Shared: true, Text: w.Preview}
		if w.OwnerID != nil {
			if w.Self {
				continue
			}
			one.Row, one.Shared, one.To = Reply, false, []int64{*w.OwnerID}
		}
		out = append(out, one)
	}
	names, err := mentionsOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for _, m := range names {
		out = append(out, wish{
			about: about{ID: m.TicketID, Number: m.Number, Subject: m.Subject}, Row: Mention, Key: fmt.Sprintf("mention:%d:%d", m.TicketID, m.Note),
			To: []int64{m.StaffID}, Args: []any{"by", m.By},
		})
	}
	return out, nil
}

// Alert tells people something about a ticket, in the caller's transaction: of a rule that says so. The
// same key tells each of them once.
func (s *Service) Alert(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error {
	all, err := aboutOf(ctx, tx, []int64{ticketID})
	if err != nil || len(all) == 0 {
		return err
	}
	return s.alert(ctx, tx, []wish{{about: all[ticketID], Row: Mention, Key: "rule:" + key, To: staffIDs, Text: text}})
}

// alert writes down who is told what, and tells those to whom it is new.
func (s *Service) alert(ctx context.Context, tx pgx.Tx, wishes []wish) error {
	if len(wishes) == 0 {
		return nil
	}
	c, err := s.read(ctx, tx, wishes)
	if err != nil {
		return err
	}
	var cols columns
	open := map[string]saying{}
	for _, w := range wishes {
		for _, p := range c.recipients(w) {
			r := p.decide(w.Row, c.now, c.calendars[p.Calendar], w.Shared)
			name := strconv.FormatInt(p.ID, 10) + " " + w.Key
			if _, twice := open[name]; twice || !r.any() {
				continue
			}
			open[name] = saying{w, p, r}
			cols.add(p.ID, w, r.Quiet)
		}
	}
	if len(cols.staff) == 0 {
		return nil
	}
	fresh, err := put(ctx, tx, cols)
	if err != nil {
		return err
	}
	var letters []Letter
	for _, t := range fresh {
		said := open[strconv.FormatInt(t.StaffID, 10)+" "+t.Key]
		s.keep(t, said)
		letters = append(letters, s.letters(t.ID, said)...)
	}
	return s.send(ctx, tx, letters)
}

type saying struct {
	wish
	to  *person
	how reach
}

func (c *columns) add(staffID int64, w wish, quiet bool) {
	var ticket *int64
	if w.ID != 0 {
		ticket = &w.ID
	}
	c.staff, c.key, c.kind = append(c.staff, staffID), append(c.key, w.Key), append(c.kind, string(w.Row))
	c.ticket, c.quiet = append(c.ticket, ticket), append(c.quiet, quiet)
}

// circle is everybody who may be told, and when they work.
type circle struct {
	now       time.Time
	people    map[int64]*person
	members   map[int64][]int64
	calendars map[int64]*hours.Calendar
}

func (s *Service) read(ctx context.Context, q postgres.Querier, wishes []wish) (*circle, error) {
	c := &circle{calendars: map[int64]*hours.Calendar{}}
	var err error
	if c.now, err = clockNow(ctx, q); err != nil {
		return nil, err
	}
	if c.people, err = people(ctx, q); err != nil {
		return nil, err
	}
	var teams []int64
	for _, w := range wishes {
		if w.TeamID != nil {
			teams = append(teams, *w.TeamID)
		}
	}
	if c.members, err = membersOf(ctx, q, teams); err != nil {
		return nil, err
	}
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, p := range c.people {
		if c.calendars[p.Calendar] != nil {
			continue
		}
		var stored hours.Stored
		if p.Calendar == 0 {
			stored, err = hours.Load(ctx, q, shop.Location())
		} else {
			stored, err = hours.LoadOf(ctx, q, shop.Location(), p.Calendar)
		}
		if err != nil {
			return nil, err
		}
		c.calendars[p.Calendar] = hours.New(stored.Plan)
	}
	return c, nil
}

// recipients are those who are named, or the people of its team, or all who answer shoppers.
func (c *circle) recipients(w wish) []*person {
	var out []*person
	add := func(id int64) {
		if p := c.people[id]; p != nil && staff.ActorOf(p.ID, p.Name, p.Role).Can("tickets:read") {
			out = append(out, p)
		}
	}
	switch {
	case len(w.To) > 0:
		for _, id := range w.To {
			add(id)
		}
	case w.TeamID != nil && len(c.members[*w.TeamID]) > 0:
		for _, id := range c.members[*w.TeamID] {
			add(id)
		}
	default:
		for id, p := range c.people {
			if staff.ActorOf(p.ID, p.Name, p.Role).Can("tickets:write") {
				add(id)
			}
		}
		slices.SortFunc(out, func(a, b *person) int { return int(a.ID - b.ID) })
	}
	return out
}

const textMost = 80

// title and text are what is said, in the person's language. A mail holds nothing of what was written.
func (s saying) title() string {
	return i18n.T(s.to.Lang, "alerts."+string(s.Row)+".title", append([]any{"number", s.Number}, s.Args...)...)
}

func (s saying) text() string {
	if s.Text != "" {
		return short(s.Text)
	}
	if s.Subject != "" {
		return short(s.Subject)
	}
	return i18n.T(s.to.Lang, "alerts."+string(s.Row)+".text", append([]any{"number", s.Number}, s.Args...)...)
}

func short(text string) string {
	if utf8.RuneCountInString(text) <= textMost {
		return text
	}
	return string([]rune(text)[:textMost-1]) + "…"
}
