// Package alerts tells staff that somebody waits for them: on the screens they have open, by mail and,
// where it is grave, by text message; once for a waiting customer, and in silence outside their hours.
// It owns alert_preferences and alerts.
//
// Start with prefs.go: who wants to hear of what, and decide: what of it reaches them now. hear.go
// makes alerts of what has happened.
package alerts
