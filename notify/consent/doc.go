// Package consent is who agreed to advertising, on which channel, when and by what words: append-only
// events whose newest row is the present state, the result notice the law asks for, and the
// unsubscribe page. It owns consent_events and consent_reminders. Start with Record; token.go and
// page.go are the way out, remind.go is the two-yearly notice.
package consent
