// Package mail takes in what people write to the shop by e-mail. A mail is committed as it came before
// anything is done with it; then it is read, found to belong to a conversation, and becomes one message
// there. What belongs nowhere, what a program has written and what cannot be read stays with its reason.
//
// It owns inbound_mail and outbound_refs. Start at receive.go (how a mail gets in, once), then
// process.go (where it goes), parse.go and charset.go (how it is read), quote.go (which part of it is
// the answer) and address.go (the addresses that answers come back to).
package mail
