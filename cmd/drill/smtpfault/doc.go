// Package smtpfault is a mail server that misbehaves as it is told: it refuses, hangs up or falls
// silent at a chosen phase of a dialogue, with a seeded chance, and writes down what it has accepted.
// Drills compare that journal with the ledger. Start with Server.
package smtpfault
