package alerts

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"dari/internal/i18n"
	"dari/internal/jobs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Letter is a mail or a text message to one of the shop's own people.
type Letter struct {
	AlertID int64
	Channel string // email or sms
	Address string
	Lang    string
	Title   string
	Text    string
	URL     string // of the ticket
}

// Options of New.
type Options struct {
	DB        *pgxpool.Pool
	Log       *slog.Logger
	PublicURL string
	// Publish pushes a frame to a topic of the sockets after a commit.
	Publish func(ctx context.Context, topic string, frame []byte)
	// Send plans letters in the caller's transaction; nil: none leave.
	Send func(ctx context.Context, tx pgx.Tx, list []Letter) error
	// Wake says after the commit that there are some.
	Wake func()
}

// Service tells staff.
type Service struct {
	db      *pgxpool.Pool
	log     *slog.Logger
	url     string
	publish func(ctx context.Context, topic string, frame []byte)
	send    func(ctx context.Context, tx pgx.Tx, list []Letter) error
	wake    func()

	mu     sync.Mutex
	frames map[string]framed // what is shown after the commit, by person and key
	wakes  bool
}

type framed struct {
	staffID int64
	frame   Frame
}

// New makes the room. It starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	if o.Send == nil {
		o.Send = func(context.Context, pgx.Tx, []Letter) error { return nil }
	}
	if o.Wake == nil {
		o.Wake = func() {}
	}
	return &Service{
		db: o.DB, log: o.Log, url: strings.TrimSuffix(o.PublicURL, "/"), publish: o.Publish, send: o.Send, wake: o.Wake,
		frames: map[string]framed{},
	}
}

// Crons show what was left over by who told in a transaction of their own, and forget what is old.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{
		{Name: "alerts:tell", Every: time.Second, Run: func(ctx context.Context) error { s.Tell(ctx); return nil }},
		{Name: "alerts:forget", Every: time.Hour, Run: s.forget},
	}
}

func (s *Service) forget(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, sqlForget); err != nil {
		return fmt.Errorf("forget old alerts: %w", err)
	}
	return nil
}

// Frame is what consoles of the person are sent.
type Frame struct {
	T       string      `json:"t"` // alert
	Key     string      `json:"key"`
	Row     Row         `json:"row"`
	Ticket  FrameTicket `json:"ticket"`
	Title   string      `json:"title"`
	Text    string      `json:"text"`
	Sound   bool        `json:"sound"`
	Desktop bool        `json:"desktop"`
	Quiet   bool        `json:"quiet"`
	Test    bool        `json:"test"`
}

// FrameTicket is the ticket it is about; none of a test.
type FrameTicket struct {
	ID     int64 `json:"id"`
	Number int64 `json:"number"`
}

// keep remembers what is shown when the transaction has committed. Done again after a rollback it is
// the same.
func (s *Service) keep(t told, said saying) {
	r := said.how
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wakes = s.wakes || r.Mail || r.SMS
	if !r.Screen && !r.Sound && !r.Desktop {
		return
	}
	s.frames[strconv.FormatInt(t.StaffID, 10)+" "+t.Key] = framed{t.StaffID, Frame{
		T: "alert", Key: t.Key, Row: said.Row, Ticket: FrameTicket{said.ID, said.Number}, Title: said.title(), Text: said.text(),
		Sound: r.Sound, Desktop: r.Desktop, Quiet: r.Quiet,
	}}
}

// Tell shows on screens what has been written down and committed.
func (s *Service) Tell(ctx context.Context) {
	s.mu.Lock()
	frames, wakes := s.frames, s.wakes
	s.frames, s.wakes = map[string]framed{}, false
	s.mu.Unlock()
	for _, f := range frames {
		s.show(ctx, f.staffID, f.frame)
	}
	if wakes {
		s.wake()
	}
}

func (s *Service) show(ctx context.Context, staffID int64, f Frame) {
	payload, err := json.Marshal(f)
	if err != nil {
		s.log.ErrorContext(ctx, "an alert could not be encoded", "staff_id", staffID, "error", err)
		return
	}
	s.publish(ctx, "staff:"+strconv.FormatInt(staffID, 10), payload)
}

// letters are the mail and the text message of an alert.
func (s *Service) letters(id int64, said saying) []Letter {
	l := Letter{AlertID: id, Lang: said.to.Lang, Title: said.title(), URL: s.url + "/app/inbox/" + strconv.FormatInt(said.Number, 10)}
	l.Text = i18n.T(said.to.Lang, "alerts."+string(said.Row)+".text", append([]any{"number", said.Number}, said.Args...)...)
	var out []Letter
	if said.how.Mail {
		l.Channel, l.Address = "email", said.to.Email
		out = append(out, l)
	}
	if said.how.SMS {
		l.Channel, l.Address, l.URL = "sms", said.to.Phone, ""
		out = append(out, l)
	}
	return out
}
