// Package contact is the way in and back for who has no account: the form at /contact, which makes a
// ticket, and the page of that ticket at /t/{token}, which shows it to whoever holds its link, or to a
// guest who knows its number and holds the phone. It also tells staff who is calling.
//
// It owns contact_forms, contact_tries and contact_lookups. Start at take.go for what a form becomes,
// and at ticket.go for what the link shows.
package contact
