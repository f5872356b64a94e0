// Package tickets is the agents' queue: every piece of work that needs a person, from the message
// that opens it until it is closed. It owns tickets, ticket_conversations and ticket_events.
//
// Start with record.go: a ticket is what its events add up to (Rebuild), and the row in tickets is
// kept by the same function. follow.go turns messages into events, act.go what staff do.
package tickets
