// Package fault is an error meant for a person: a kind, which decides the HTTP status, and a code,
// under which the sentence lies in i18n. Every other error reaches a person only as "internal error".
package fault

import (
	"errors"
	"slices"
	"strings"
)

// Kind of a fault; package api alone turns it into a status.
type Kind string

// The kinds and the statuses they become.
const (
	Malformed    Kind = "malformed"    // 400: the request could not be read
	Unauthorized Kind = "unauthorized" // 401: who is asking?
	Forbidden    Kind = "forbidden"    // 403: the route is not for this role
	NotFound     Kind = "not_found"    // 404: not there, or not yours
	Conflict     Kind = "conflict"     // 409: it has changed meanwhile
	Gone         Kind = "gone"         // 410: it was there once
	TooLarge     Kind = "too_large"    // 413
	Invalid      Kind = "invalid"      // 422: a field is wrong
	TooMany      Kind = "too_many"     // 429
	Unavailable  Kind = "unavailable"  // 503: try again later
)

// Fault is an error with a sentence for a person.
type Fault struct {
	Kind       Kind
	Code       string // the key of the sentence under "fault." in i18n
	Field      string // where the fault lies, as "body.phone"; empty: nowhere in particular
	Args       []any  // name, value, name, value … for the sentence
	RetryAfter int    // seconds, with TooMany and Unavailable
	cause      error
}

// Argument fills a placeholder of the sentence.
type Argument struct {
	Name  string
	Value any
}

// Arg names a value of the sentence. It must be nothing that the person asking may not see.
func Arg(name string, value any) Argument { return Argument{name, value} }

// New is a fault of a kind with its sentence.
func New(kind Kind, code string, args ...Argument) *Fault {
	return &Fault{Kind: kind, Code: code, Args: flat(args)}
}

// Field is an Invalid fault of one field of the body ("phone", "event.minutes", "exceptions[0].from"),
// or of what its first part names: "query.cursor". A client is told the place as package api tells it
// of what breaks the schema: "body.event.minutes".
func Field(code, field string, args ...Argument) *Fault {
	return &Fault{Kind: Invalid, Code: code, Field: place(field), Args: flat(args)}
}

// place puts a field into the body of the request, unless it says itself where it lies.
func place(field string) string {
	part, _, inside := strings.Cut(field, ".")
	if inside && slices.Contains([]string{"body", "query", "path", "header"}, part) {
		return field
	}
	return "body." + field
}

// Because keeps the cause for the log; a person never sees it.
func (f *Fault) Because(err error) *Fault {
	f.cause = err
	return f
}

// After says in how many seconds another try makes sense.
func (f *Fault) After(seconds int) *Fault {
	f.RetryAfter = seconds
	return f
}

// Error is for logs and holds no argument, since those may be personal.
func (f *Fault) Error() string {
	text := string(f.Kind) + ": " + f.Code
	if f.Field != "" {
		text += " (" + f.Field + ")"
	}
	if f.cause != nil {
		text += ": " + f.cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Is reports whether err is, or wraps, a fault of the kind.
func Is(err error, kind Kind) bool {
	var f *Fault
	return errors.As(err, &f) && f.Kind == kind
}

func flat(args []Argument) []any {
	out := make([]any, 0, 2*len(args))
	for _, a := range args {
		out = append(out, a.Name, a.Value)
	}
	return out
}
