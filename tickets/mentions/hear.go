package mentions

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dari/internal/event"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/text/unicode/norm"
)

// Options of New.
type Options struct {
	DB *pgxpool.Pool
	// Publish pushes a frame to a topic of the sockets after a commit; nil: nobody is told.
	Publish func(ctx context.Context, topic string, frame []byte)
}

// Service keeps the list.
type Service struct {
	db      *pgxpool.Pool
	publish func(ctx context.Context, topic string, frame []byte)

	mu   sync.Mutex
	tell []frame // after the commit
}

// New makes the room. It starts nothing.
func New(o Options) *Service {
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	return &Service{db: o.DB, publish: o.Publish}
}

// Handlers hears of notes.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "mentions", Kinds: []string{"ticket.changed"}, Handle: s.hear, After: s.show}}
}

// frame tells the consoles of a person that somebody has named them.
type frame struct {
	T       string `json:"t"` // mention
	Ticket  int64  `json:"ticket"`
	staffID int64
}

func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var ids []int64
	for _, e := range events {
		var said struct {
			Kinds []string `json:"kinds"`
		}
		if err := json.Unmarshal(e.Payload, &said); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if slices.Contains(said.Kinds, "noted") {
			ids = append(ids, e.SubjectID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	notes, err := notesOf(ctx, tx, ids)
	if err != nil || len(notes) == 0 {
		return err
	}
	people, err := names(ctx, tx)
	if err != nil {
		return err
	}
	var rows columns
	numbers := map[int64]int64{}
	for _, n := range notes {
		numbers[n.TicketID] = n.Number
		for _, id := range Named(n.Body, people) {
			if id != n.WriterID {
				rows.add(id, n)
			}
		}
	}
	fresh, err := put(ctx, tx, rows)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range fresh {
		s.tell = append(s.tell, frame{"mention", numbers[f.TicketID], f.StaffID})
	}
	return nil
}

// show tells whose list has grown. After a rollback it may tell of what is told again: who hears it asks
// for the list.
func (s *Service) show(ctx context.Context) {
	s.mu.Lock()
	list := s.tell
	s.tell = nil
	s.mu.Unlock()
	for _, f := range list {
		payload, err := json.Marshal(f)
		if err == nil { // a number and a word can always be written
			s.publish(ctx, "staff:"+strconv.FormatInt(f.staffID, 10), payload)
		}
	}
}

// Person is somebody who can be named.
type Person struct {
	ID   int64
	Name string
}

// Named are those whose name follows an @ in a text, each once: the longest name that fits, for 민호준 is
// not 민호. What follows the name is no matter, for Korean hangs its particles on it.
func Named(text string, people []Person) []int64 {
	var out []int64
	text = norm.NFC.String(text)
	for {
		_, rest, found := strings.Cut(text, "@")
		if !found {
			return out
		}
		best := Person{}
		for _, p := range people {
			if name := norm.NFC.String(p.Name); name != "" && len(name) > len(best.Name) && strings.HasPrefix(rest, name) {
				best = Person{p.ID, name}
			}
		}
		if best.ID != 0 && !slices.Contains(out, best.ID) {
			out = append(out, best.ID)
		}
		text = rest
	}
}
