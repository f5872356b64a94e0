// Package replies keeps what staff write again and again: saved replies with variables, and macros,
// which are a reply, a note and changes of a ticket in one go with one undo. It owns saved_replies,
// macros and macro_runs.
//
// Start with fill.go (how a text with variables becomes one that can be sent, and why one with a
// variable that nothing fills is refused), then values.go (where the values come from) and run.go.
package replies
