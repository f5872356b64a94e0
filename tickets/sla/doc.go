// Package sla is by when staff owe an answer. Clocks run in the business time of a calendar from what
// a shopper writes to what answers or settles it, and stand still while the shopper is asked or the
// ticket is snoozed; each stop and go is a row. It owns sla_policies, sla_policy_versions, sla_tickets,
// sla_clocks, sla_spans, sla_promises, sla_jobs and sla_calendars, and gives the queue the deadline
// that comes next.
//
// Start with book.go: what an event of a ticket does to its clocks. clock.go is the arithmetic,
// follow.go reads events and writes rows, moments.go says when something becomes due.
package sla
