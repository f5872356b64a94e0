package shop

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Customer is a person the shop knows.
type Customer struct {
	ID        int64     `json:"-"`
	UID       uuid.UUID `json:"id"`
	Ref       string    `json:"ref" doc:"The shop's own key of the member; empty for a guest."`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Phone     string    `json:"phone"`
	Lang      string    `json:"lang" enum:"ko,en"`
	Birthday  *Birthday `json:"birthday" db:"-"`
	Tags      []string  `json:"tags"`
	Version   int       `json:"version" doc:"Grows by one with every real change."`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Birthday is a day of birth as Koreans keep it: by the sun or by the moon, the year known or not.
type Birthday struct {
	Kind      string `json:"kind" required:"false" enum:"solar,lunar" default:"solar"`
	Year      *int   `json:"year" required:"false" minimum:"1900" maximum:"2100" doc:"Null or left out when it is not known."`
	Month     int    `json:"month" minimum:"1" maximum:"12"`
	Day       int    `json:"day" minimum:"1" maximum:"31"`
	LeapMonth bool   `json:"leap_month" required:"false" doc:"Born in a leap month of the lunar calendar."`
}

// Consent is what a person said to advertising on one channel.
type Consent struct {
	CustomerID int64
	Channel    string // email or sms
	Granted    bool
	Source     string // api or link
	TextShown  string // the words the person agreed to
	IP         string
	At         time.Time // zero: now
	// Known: it was said before the shop was linked and the first fill only writes it down. Nobody is
	// to be told of it, and it never undoes what the person has said here since.
	Known bool
}

// ConsentFunc writes consents in the caller's transaction. It is told every consent that a request
// carries and every one that changed in a linked table, and leaves out what is known already.
type ConsentFunc func(ctx context.Context, tx pgx.Tx, consents []Consent) error

// CustomerChange is what a source says about a customer. A nil field says nothing: what is stored stays.
type CustomerChange struct {
	Source    string
	SourceKey string // the key in a linked table
	Ref       string

	Name     *string
	Email    *string
	Phone    *string
	Lang     *string
	Birthday *Birthday
	NoBirth  bool // the source says that the birthday is not known
	Tags     *[]string
	Consents []Consent // without CustomerID

	Seen json.RawMessage // as in OrderChange
}

// AppliedCustomer is what became of a change.
type AppliedCustomer struct {
	ID      int64
	Ref     string
	New     bool
	Changed bool
}
