package thread

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Who writes a message.
const (
	Shopper = "shopper"
	Agent   = "agent"
	System  = "system"
)

// The channel a message came or goes by.
const (
	Chat  = "chat"
	Mail  = "mail"
	SMS   = "sms"
	Phone = "phone"
	Form  = "form"
)

// What a message is.
const (
	KindText  = "text"
	KindEvent = "event"
	KindCard  = "card"
	KindFile  = "file"
)

// Message is one entry of a conversation as every reader sees it.
type Message struct {
	ConversationID int64           `json:"-" db:"conversation_id"`
	Conversation   uuid.UUID       `json:"conversation" db:"conversation"` // the uid of the conversation
	Seq            int64           `json:"seq" db:"seq"`
	ID             uuid.UUID       `json:"id" db:"uid"`
	ClientID       uuid.UUID       `json:"client_id" db:"client_id"`
	From           string          `json:"from" db:"sender_kind"` // shopper, agent or system
	SenderID       int64           `json:"-" db:"sender_id"`      // visitor, customer or staff id
	Name           string          `json:"name" db:"sender_name"` // what an agent is called; empty for shoppers
	Channel        string          `json:"channel" db:"channel"`
	Kind           string          `json:"kind" db:"kind"`
	Body           string          `json:"text" db:"body"`
	Data           json.RawMessage `json:"data,omitempty" db:"data"`
	At             time.Time       `json:"at" db:"created_at"`
	Withdrawn      bool            `json:"withdrawn,omitempty" db:"withdrawn"` // its text was taken back and is empty
}

// Note is what staff write to each other beside a conversation; no shopper's stream holds a trace of it.
type Note struct {
	ConversationID int64     `json:"-" db:"conversation_id"`
	Conversation   uuid.UUID `json:"conversation" db:"conversation"`
	Seq            int64     `json:"seq" db:"seq"` // a sequence of its own
	ID             uuid.UUID `json:"id" db:"uid"`
	AfterSeq       int64     `json:"after_seq" db:"after_seq"` // it is shown after this message
	StaffID        int64     `json:"staff_id" db:"staff_id"`
	Name           string    `json:"name" db:"staff_name"`
	ClientID       uuid.UUID `json:"client_id" db:"client_id"`
	Body           string    `json:"text" db:"body"`
	At             time.Time `json:"at" db:"created_at"`
}

// Conversation is a lasting thread with one person.
type Conversation struct {
	ID          int64     `db:"id"`
	UID         uuid.UUID `db:"uid"`
	Kind        string    `db:"kind"` // chat or mail
	CustomerID  *int64    `db:"customer_id"`
	VisitorID   *int64    `db:"visitor_id"`
	Title       string    `db:"title"`
	Lang        string    `db:"lang"`
	LastSeq     int64     `db:"last_seq"`
	LastNoteSeq int64     `db:"last_note_seq"`
}

// Owner is the shopper a conversation belongs to: a customer, or a visitor nobody knows yet.
// A conversation that has a customer is no longer the visitor's.
type Owner struct {
	CustomerID int64
	VisitorID  int64
}

// Options of New.
type Options struct {
	DB  *pgxpool.Pool
	Log *slog.Logger
	// Appended hears of messages after the commit of Append, in the order of their conversation:
	// the push to sockets. Without it readers learn of them by the event alone.
	Appended func(ctx context.Context, m Message)
	// Noted hears of notes after the commit of AddNote.
	Noted func(ctx context.Context, n Note)
	// Writers is how many batches of messages may be written at once; 0 means 4.
	Writers int
}

// Store appends to conversations and reads them.
type Store struct {
	db       *pgxpool.Pool
	log      *slog.Logger
	appended func(ctx context.Context, m Message)
	noted    func(ctx context.Context, n Note)
	line     line
	epoch    epochCache
}

type epochCache struct {
	mu    sync.Mutex
	value string
	until time.Time
}

// New makes a Store. It starts nothing.
func New(o Options) *Store {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Writers == 0 {
		o.Writers = 4
	}
	s := &Store{db: o.DB, log: o.Log, appended: o.Appended, noted: o.Noted}
	s.line.writers = o.Writers
	return s
}
