// Package letters sends what staff write in conversations by mail. An answer is a message first: it is
// committed with the way it is to leave by, and becomes one delivery for each recipient when the relay
// hears of it. Until it leaves its writer can take it back. What becomes of it is shown on the message.
// The room also answers mails that open a ticket with its number, tells requesters of merges, and shows
// mails in their HTML.
//
// It owns letters. Start at decide.go (whom an answer goes to), then plan.go (how it becomes deliveries),
// settle.go (what became of them), unsend.go and page.go.
package letters
