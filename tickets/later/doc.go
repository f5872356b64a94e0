// Package later sends answers at a time that staff choose. Until then they can be edited and cancelled,
// and the shopper's next message cancels them: what was written for another moment must not cross it.
// It owns scheduled_answers.
//
// An answer leaves once: the message is written in the transaction that marks it as sent, under a client
// id that makes a second one the same. Start with run.go.
package later
