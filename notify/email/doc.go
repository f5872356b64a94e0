// Package email speaks SMTP: it builds the MIME of a message from a skeleton made once, keeps
// connections open, and says what became of each dialogue (outcome). It knows no table.
// Start at client.go (connections), dialogue.go (one message) and mime.go (its bytes).
package email
