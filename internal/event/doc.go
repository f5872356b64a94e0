// Package event is what has happened in the shop: rows of the outbox, written in the transaction
// of whoever made it happen, and the relay that hands them on. It owns outbox and schedule_runs.
// Start with Publish and Relay.
package event
