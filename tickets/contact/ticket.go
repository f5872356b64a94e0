package contact

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/safefile"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ticket is what the page of one needs to know of it.
type ticket struct {
	ID        int64
	Number    int64
	State     tickets.State
	Subject   string
	Type      string
	Step      string
	Order     string
	CreatedAt time.Time
	DueAt     *time.Time
	Owed      bool // the answer that was promised by then: nobody has answered yet, and it is not too late

	Main  int64   `db:"-"` // the ticket it goes on in; itself, when nobody has merged it
	Into  int64   `db:"-"` // the number of that one; 0: it was not merged
	Talks []int64 `db:"-"` // its conversations with the person who began it
}

// place is where what the customer adds is written: the conversation whose next message is the ticket's.
type place struct {
	ConversationID int64
	Kind           string
	CustomerID     int64
	VisitorID      int64
}

// owner is whose conversation it is; empty when nobody is known.
func (p place) owner() thread.Owner {
	if p.CustomerID != 0 {
		return thread.Owner{CustomerID: p.CustomerID}
	}
	return thread.Owner{VisitorID: p.VisitorID}
}

// said is one message of the ticket.
type said struct {
	Kind    string
	Channel string
	Name    string
	Text    string
	Files   []fileRef
	At      time.Time
	Other   bool // a mail from an address that nobody has written to about it
}

// fileRef is a file as a message names it.
type fileRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int64  `json:"size"`
}

const (
	sqlTicket = `
SELECT t.id, t.number, t.state, t.subject, t.type, t.step, coalesce(o.number, ''), t.opened_at, t.due_at,
  coalesce(t.waiting_since IS NOT NULL AND t.first_reply_at IS NULL AND t.due_at > dari.clock(), false)
FROM dari.tickets t LEFT JOIN dari.orders o ON o.id = t.order_id WHERE t.id = $1`
	// An answer that can still be taken back has not been said. In one conversation the order is that of its
	// numbers, whatever the clock did.
	sqlSaid = `
SELECT x.sender_kind, x.channel, x.sender_name, x.body, x.files, x.created_at, x.other FROM (
  SELECT m.sender_kind, m.channel, m.body, m.created_at, m.conversation_id, m.seq,
    coalesce(m.data #>> '{mail,name}', m.sender_name) AS sender_name, coalesce((m.data #>> '{mail,unverified}')::boolean, false) AS other,
    max(m.created_at) OVER (PARTITION BY m.conversation_id ORDER BY m.seq) AS place,
    CASE WHEN jsonb_typeof(m.data -> 'files') = 'array' THEN m.data -> 'files' ELSE '[]' END AS files
  FROM dari.ticket_conversations s
  JOIN dari.messages m ON m.conversation_id = s.conversation_id AND m.seq >= s.from_seq AND (s.to_seq IS NULL OR m.seq <= s.to_seq)
  WHERE s.ticket_id = $1 AND s.conversation_id = ANY ($2) AND m.sender_kind IN ('shopper', 'agent') AND m.kind IN ('text', 'file') AND m.withdrawn_at IS NULL
    AND NOT coalesce((m.data #>> '{out,leaves_at}')::timestamptz > dari.clock(), false)
  ORDER BY place DESC, m.conversation_id DESC, m.seq DESC LIMIT 300) x
ORDER BY x.place, x.conversation_id, x.seq`
	sqlPlace = `
SELECT v.id, v.kind, coalesce(v.customer_id, 0), coalesce(v.visitor_id, 0)
FROM dari.ticket_conversations s JOIN dari.conversations v ON v.id = s.conversation_id
WHERE s.ticket_id = $1 AND s.conversation_id = ANY ($2) AND s.to_seq IS NULL AND v.merged_into IS NULL ORDER BY s.last_seq DESC LIMIT 1`
)

func ticketByID(ctx context.Context, q postgres.Querier, id int64) (t ticket, found bool, err error) {
	if t, found, err = ticketRow(ctx, q, id); err != nil || !found {
		return t, false, err
	}
	t, err = followed(ctx, q, t)
	return t, true, err
}

func ticketRow(ctx context.Context, q postgres.Querier, id int64) (t ticket, found bool, err error) {
	rows, _ := q.Query(ctx, sqlTicket, id) // CollectExactlyOneRow reports this error
	t, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[ticket])
	if errors.Is(err, pgx.ErrNoRows) {
		return t, false, nil
	}
	if err != nil {
		return t, false, fmt.Errorf("read ticket %d for its page: %w", id, err)
	}
	return t, true, nil
}

func saidIn(ctx context.Context, q postgres.Querier, t ticket) ([]said, error) {
	rows, _ := q.Query(ctx, sqlSaid, t.Main, t.Talks) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[said])
	if err != nil {
		return nil, fmt.Errorf("read what was said in ticket %d: %w", t.ID, err)
	}
	return list, nil
}

// placeOf finds it; found is false when the ticket is over.
func placeOf(ctx context.Context, q postgres.Querier, t ticket) (p place, found bool, err error) {
	if t.State == tickets.Closed {
		return p, false, nil
	}
	rows, _ := q.Query(ctx, sqlPlace, t.Main, t.Talks) // CollectExactlyOneRow reports this error
	p, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[place])
	if errors.Is(err, pgx.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("find where ticket %d goes on: %w", t.ID, err)
	}
	return p, true, nil
}

// ticketView is what ticket.html shows.
type ticketView struct {
	Missing  bool
	Number   int64
	Into     int64 // the number it goes on under; 0: its own
	Subject  string
	State    string // in the customer's words
	Word     string // short, for the chip
	Tone     string
	Order    string
	Topic    string
	Since    time.Time
	Due      time.Time // zero: nothing is owed
	Steps    []stepView
	Messages []messageView
	Write    bool
	ClientID string
	Text     string
	Attach   bool // files may go with it
	Error    string
	// FilesError is what is wrong with the files; the browser has forgotten which they were.
	FilesError string
	Said       bool   // an answer was just sent
	Blocked    string // why nothing more is taken; empty: it is
}

type stepView struct{ Label, State, Said string }

type messageView struct {
	Mine  bool
	Other bool // neither of the requester nor of the shop, as far as we know
	Name  string
	Text  string
	Files []fileView
	At    time.Time
}

// fileView is a file that can be opened; without an address only its name is known.
type fileView struct{ Name, URL, Size string }

// showTicket only reads: mail programs open links before people do.
func (s *Service) showTicket(c *gin.Context) {
	if t, ok := s.openTicket(c); ok {
		s.drawTicket(c, t, "", uuid.NewString(), wrong{})
	}
}

// private keeps the address, which is the key, from everybody else.
func private(c *gin.Context) {
	c.Header("Cache-Control", "private, no-store")
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("X-Robots-Tag", "noindex, nofollow")
}

// openTicket reads the token. A token that is none and one without a ticket look alike.
func (s *Service) openTicket(c *gin.Context) (ticket, bool) {
	private(c)
	if id, ok := s.ticketOf(c.Param("token")); ok {
		t, found, err := ticketByID(c.Request.Context(), s.DB, id)
		if err != nil {
			s.Failed(c.Writer, c.Request, err)
			return t, false
		}
		if found {
			return t, true
		}
	}
	c.Status(http.StatusNotFound)
	s.Render(c.Writer, c.Request, ticketPage, ticketView{Missing: true})
	return ticket{}, false
}

func (s *Service) drawTicket(c *gin.Context, t ticket, typed, clientID string, said wrong) {
	v, err := s.view(c.Request.Context(), i18n.FromRequest(c.Request), t)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	v.Text, v.ClientID, v.Error, v.FilesError = typed, clientID, said.text, said.files
	v.Said = c.Query("said") == "1" && said == wrong{}
	s.Render(c.Writer, c.Request, ticketPage, v)
}

func (s *Service) view(ctx context.Context, lang string, t ticket) (v ticketView, err error) {
	v = ticketView{Number: t.Number, Into: t.Into, Subject: t.Subject, Order: t.Order, Since: t.CreatedAt}
	if t.DueAt != nil && t.Owed && t.State != tickets.Solved && t.State != tickets.Closed {
		v.Due = *t.DueAt
	}
	word := wordOf(t)
	v.State, v.Word, v.Tone = i18n.T(lang, "contact.state."+word), i18n.T(lang, "contact.word."+word), tones[word]
	list, err := saidIn(ctx, s.DB, t)
	if err != nil {
		return v, err
	}
	for _, m := range list {
		v.Messages = append(v.Messages, m.view(lang, "/t/"+s.Token(t.ID)+"/files/"))
	}
	if v.Topic, v.Steps, err = s.steps(ctx, lang, t); err != nil {
		return v, err
	}
	p, found, err := placeOf(ctx, s.DB, t)
	if err != nil || !found {
		return v, err
	}
	if v.Blocked, err = s.blockedText(ctx, lang, p.owner()); err != nil || v.Blocked != "" {
		return v, err
	}
	v.Write, v.Attach = true, s.Files != nil && p.owner() != (thread.Owner{})
	return v, nil
}

// blockedText is what somebody is told whom staff take nothing more from: before they have written.
func (s *Service) blockedText(ctx context.Context, lang string, o thread.Owner) (string, error) {
	err := s.MayWrite(ctx, o)
	var refused *fault.Fault
	if errors.As(err, &refused) && refused.Kind == fault.Forbidden {
		return noticeOf(lang, refused), nil
	}
	return "", err
}

var tones = map[string]string{"received": "info", "working": "info", "answered": "ok", "solved": "ok", "closed": "plain"}

// wordOf is where the ticket stands for its customer: our own states are none of theirs.
func wordOf(t ticket) string {
	switch {
	case t.State == tickets.Closed:
		return "closed"
	case t.State == tickets.Solved:
		return "solved"
	case t.State == tickets.Waiting:
		return "answered"
	case t.State == tickets.Fresh:
		return "received"
	}
	return "working"
}

// view hides what is ours: a call is written down by staff, in their words.
func (m said) view(lang, files string) messageView {
	v := messageView{Mine: m.Kind == thread.Shopper && !m.Other, Other: m.Other, Name: m.Name, Text: strings.TrimSpace(m.Text), At: m.At}
	for _, f := range m.Files {
		if f.Name == "" {
			continue
		}
		shown := fileView{Name: f.Name}
		if f.ID != "" {
			shown.URL, shown.Size = files+f.ID, safefile.Size(f.Size)
		}
		v.Files = append(v.Files, shown)
	}
	if m.Channel == thread.Phone {
		v.Text, v.Files = i18n.T(lang, "contact.by_phone"), nil
	}
	return v
}

// steps are those of the ticket's type, and three plain ones for a type without any.
func (s *Service) steps(ctx context.Context, lang string, t ticket) (label string, out []stepView, err error) {
	list, err := tickets.Types(ctx, s.DB)
	if err != nil {
		return "", nil, err
	}
	if i := slices.IndexFunc(list, func(k tickets.Type) bool { return k.Key == t.Type }); i >= 0 {
		if t.Type != tickets.Question { // every ticket is called that
			label = list[i].Label.In(lang)
		}
		for _, st := range list[i].Bar(t.Step, t.State) {
			out = append(out, stepView{Label: st.Label.In(lang), State: st.State})
		}
	}
	if len(out) == 0 {
		states := []string{"done", "done", "done"}
		switch wordOf(t) {
		case "received", "working":
			states = []string{"done", "now", "todo"}
		case "answered": // whether that settles it is the customer's to say
			states = []string{"done", "done", "todo"}
		}
		for i, id := range []string{"received", "checking", "done"} {
			out = append(out, stepView{Label: i18n.T(lang, "contact.step."+id), State: states[i]})
		}
	}
	for i := range out {
		out[i].Said = i18n.T(lang, "contact.step_state."+out[i].State)
	}
	return label, out, nil
}
