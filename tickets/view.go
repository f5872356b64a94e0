package tickets

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Ticket is a row of the queue as the console sees it.
type Ticket struct {
	ID             int64      `json:"id"`
	Number         int64      `json:"number"`
	State          State      `json:"state" enum:"new,open,waiting,solved,closed"`
	Channel        string     `json:"channel" enum:"chat,mail,form,phone,sms"`
	Subject        string     `json:"subject"`
	Priority       int        `json:"priority"`
	Owner          *Person    `json:"owner" doc:"Null when nobody has taken it."`
	Shopper        Shopper    `json:"shopper"`
	CustomerID     *int64     `json:"customer_id"`
	OrderNumber    string     `json:"order_number"`
	Preview        string     `json:"preview" doc:"The last message, shortened."`
	PreviewFrom    string     `json:"preview_from" enum:"shopper,agent"`
	WaitingSince   *time.Time `json:"waiting_since" doc:"The shopper's first message that nobody has answered."`
	SnoozedUntil   *time.Time `json:"snoozed_until"`
	LastMessageAt  time.Time  `json:"last_message_at"`
	Version        int64      `json:"version" doc:"Grows by one with every event of the ticket."`
	ConversationID uuid.UUID  `json:"conversation_id"`
	Type           string     `json:"type" doc:"What it is about: a key of the ticket types."`
	DueAt          *time.Time `json:"due_at" doc:"Until when the shopper was promised an answer."`
	Score          *int       `json:"score" doc:"What the shopper gave for how it went, 1 to 5."`
	Deadline       *Deadline  `json:"deadline" doc:"Of what is owed, what comes next; null when nothing is."`
	OrderStatus    string     `json:"order_status" doc:"Where the ticket's order stands; empty without one."`
	Grade          string     `json:"grade" doc:"The customer's tag that says how dear they are: VIP, GOLD …"`
	Flags          []string   `json:"flags" enum:"vip,preorder,late" doc:"What stands out."`
	Unread         bool       `json:"unread" doc:"Whether the shopper has written since the asking person looked."`
	Draft          string     `json:"draft" doc:"The first words of what the asking person has begun to write."`

	Title       string         `json:"title" doc:"The subject, which staff may change."`
	Tags        []string       `json:"tags"`
	Team        *TeamName      `json:"team" doc:"Null: none."`
	TypeLabel   Label          `json:"type_label"`
	Step        string         `json:"step" doc:"Where it is on the way its type has; empty: the type has none."`
	Fields      map[string]any `json:"fields" doc:"What is filled in of the type's form."`
	Status      string         `json:"status" doc:"A state of the shop's own; empty: the state's own name."`
	StatusLabel *Label         `json:"status_label" doc:"What that state is called."`
	Snooze      *Snooze        `json:"snooze" doc:"Null: it is not put aside."`
	Spam        bool           `json:"spam"`
	MergedInto  *int64         `json:"merged_into" doc:"The number of the ticket in which it goes on."`
	Parent      *Parent        `json:"parent" doc:"The incident it is part of."`
	Children    int            `json:"children" doc:"How many tickets are part of this one."`
	Undo        *uuid.UUID     `json:"undo" doc:"In the answer of an act: what takes it back; null when nothing changed."`
	Left        []string       `json:"left,omitempty" enum:"title,priority,tags,team,type,fields,step,status,owner,state,snooze,spam,parent" doc:"In the answer of an undo: what was left, for somebody has changed it since."`
}

// Label is a name in both languages.
type Label struct {
	Ko string `json:"ko" minLength:"1" maxLength:"60"`
	En string `json:"en" minLength:"1" maxLength:"60"`
}

// In is the name in a language.
func (l Label) In(lang string) string {
	if lang == i18n.English {
		return l.En
	}
	return l.Ko
}

// TeamName is a team as a ticket shows it.
type TeamName struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Snooze says until when a ticket is put aside; one of both is set.
type Snooze struct {
	Until *time.Time `json:"until"`
	Reply bool       `json:"reply" doc:"Until the shopper writes."`
}

// Parent is the incident that a ticket is part of.
type Parent struct {
	Number  int64  `json:"number"`
	Subject string `json:"subject"`
}

// Person is a member of staff.
type Person struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Shopper is who asks.
type Shopper struct {
	Name string `json:"name" doc:"Empty for a visitor whom nobody knows."`
	Kind string `json:"kind" enum:"customer,visitor"`
}

func scanTicket(row pgx.CollectableRow) (Ticket, error) {
	var t Ticket
	var ownerID *int64
	var owner, team string
	var teamID *int64
	var typ, status, parent []string
	var reply bool
	err := row.Scan(&t.ID, &t.Number, &t.State, &t.Channel, &t.Subject, &t.Priority, &ownerID, &owner, &t.CustomerID, &t.Shopper.Name, &t.OrderNumber,
		&t.Preview, &t.PreviewFrom, &t.WaitingSince, &t.SnoozedUntil, &t.LastMessageAt, &t.Version, &t.ConversationID, &t.Type, &t.DueAt, &t.Score, &t.Deadline,
		&t.Tags, &teamID, &team, &typ, &t.Step, &t.Fields, &t.Status, &status, &reply, &t.Spam, &t.MergedInto, &parent, &t.Children)
	t.Title, t.Flags = t.Subject, []string{}
	if ownerID != nil {
		t.Owner = &Person{*ownerID, owner}
	}
	if teamID != nil {
		t.Team = &TeamName{*teamID, team}
	}
	t.TypeLabel = labelOf(typ, t.Type)
	if t.Status != "" {
		l := labelOf(status, t.Status)
		t.StatusLabel = &l
	}
	if t.SnoozedUntil != nil || reply {
		t.Snooze = &Snooze{t.SnoozedUntil, reply}
	}
	if len(parent) == 2 {
		number, _ := strconv.ParseInt(parent[0], 10, 64) // a bigint, as text
		t.Parent = &Parent{number, parent[1]}
	}
	t.Shopper.Kind = "visitor"
	if t.CustomerID != nil {
		t.Shopper.Kind = "customer"
	}
	return t, err
}

// labelOf is the pair of names that a row has, or the key where there is none.
func labelOf(names []string, key string) Label {
	if len(names) != 2 {
		return Label{key, key}
	}
	return Label{names[0], names[1]}
}

// What scanTicket reads of a ticket t, and what it needs beside it. Names that one look gives stand in
// the columns: a dozen joins would take Postgres ten times as long to plan as to run.
const (
	ticketColumns = `t.id, t.number, t.state, t.channel, t.subject, t.priority, t.owner_id, coalesce((SELECT s.name FROM dari.staff s WHERE s.id = t.owner_id), ''), t.customer_id, coalesce(c.name, ''),
       coalesce(o.number, ''), t.preview, t.preview_from, t.waiting_since, t.snoozed_until, t.last_message_at, t.version, v.uid, t.type, t.due_at, t.score, t.deadline,
       t.tags, t.team_id, CASE WHEN t.team_id IS NOT NULL THEN (SELECT m.name FROM dari.teams m WHERE m.id = t.team_id) ELSE '' END,
       (SELECT ARRAY[y.label_ko, y.label_en] FROM dari.ticket_types y WHERE y.key = t.type), t.step, t.fields,
       t.status, CASE WHEN t.status <> '' THEN (SELECT ARRAY[z.label_ko, z.label_en] FROM dari.ticket_states z WHERE z.key = t.status) END,
       t.snoozed_reply, t.spam, CASE WHEN t.merged_into IS NOT NULL THEN (SELECT g.number FROM dari.tickets g WHERE g.id = dari.ticket_home(t.id)) END,
       CASE WHEN t.parent_id IS NOT NULL THEN (SELECT ARRAY[p.number::text, p.subject] FROM dari.tickets p WHERE p.id = t.parent_id) END,
       (SELECT count(*) FROM dari.tickets child WHERE child.parent_id = t.id)`
	ticketJoins = `JOIN dari.conversations v ON v.id = t.conversation_id
LEFT JOIN dari.customers c ON c.id = t.customer_id
LEFT JOIN dari.orders o ON o.id = t.order_id`
)

const (
	sqlTicketsByID = `
SELECT ` + ticketColumns + `
FROM dari.tickets t
` + ticketJoins + `
WHERE t.id = ANY($1)
ORDER BY t.id`
	sqlTicketByNumber = `
SELECT ` + ticketColumns + `
FROM dari.tickets t
` + ticketJoins + `
WHERE t.number = $1`
	// The ticket's channel is that of its first message. An answer leaves as its conversation's do: a ticket that
	// was merged may have both kinds.
	sqlPlaceOf = `
SELECT t.id, t.state, v.id, CASE WHEN v.kind = 'mail' AND t.channel IN ('chat', 'sms') THEN 'mail'
  WHEN v.kind = 'chat' AND t.channel IN ('mail', 'form', 'phone') THEN 'chat' ELSE t.channel END
FROM dari.tickets t JOIN dari.conversations v ON v.id = CASE $2::bigint WHEN 0 THEN t.conversation_id ELSE $2 END
WHERE t.number = $1 AND ($2 = 0 OR EXISTS (SELECT FROM dari.ticket_conversations s WHERE s.ticket_id = t.id AND s.conversation_id = $2))`
	sqlNamesOf = `SELECT id, name FROM dari.staff WHERE id = ANY($1)`
)

func ticketsByID(ctx context.Context, q postgres.Querier, ids []int64) ([]Ticket, error) {
	rows, _ := q.Query(ctx, sqlTicketsByID, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanTicket)
	if err != nil {
		return nil, fmt.Errorf("read %d tickets: %w", len(ids), err)
	}
	return list, nil
}

func ticketByID(ctx context.Context, q postgres.Querier, id int64) (Ticket, error) {
	list, err := ticketsByID(ctx, q, []int64{id})
	if err != nil {
		return Ticket{}, err
	}
	if len(list) == 0 {
		return Ticket{}, fault.New(fault.NotFound, "tickets.not_found")
	}
	return list[0], nil
}

func ticketByNumber(ctx context.Context, q postgres.Querier, number int64) (Ticket, error) {
	rows, _ := q.Query(ctx, sqlTicketByNumber, number) // CollectExactlyOneRow reports this error
	t, err := pgx.CollectExactlyOneRow(rows, scanTicket)
	if errors.Is(err, pgx.ErrNoRows) {
		return Ticket{}, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return Ticket{}, fmt.Errorf("read ticket %d: %w", number, err)
	}
	return t, nil
}

// place is where an answer to a ticket goes.
type place struct {
	ID             int64
	State          State
	ConversationID int64
	Channel        string
}

// placeOf is where the last message is, or the conversation of the ticket's that is named.
func placeOf(ctx context.Context, q postgres.Querier, number, conversation int64) (place, error) {
	rows, _ := q.Query(ctx, sqlPlaceOf, number, conversation) // CollectExactlyOneRow reports this error
	p, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[place])
	if errors.Is(err, pgx.ErrNoRows) {
		return place{}, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return place{}, fmt.Errorf("find where ticket %d is answered: %w", number, err)
	}
	return p, nil
}

func namesOf(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]string, error) {
	rows, _ := q.Query(ctx, sqlNamesOf, ids) // ForEachRow reports this error
	names := make(map[int64]string, len(ids))
	var id int64
	var name string
	if _, err := pgx.ForEachRow(rows, []any{&id, &name}, func() error { names[id] = name; return nil }); err != nil {
		return nil, fmt.Errorf("read %d names: %w", len(ids), err)
	}
	return names, nil
}
