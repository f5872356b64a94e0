// Package view is what a client shows of a conversation, as docs/protocol.md asks of it: a pure model
// without a network, the twin of the widget's own. The promise: what is shown is an unbroken run of
// what is stored, in its order, each message once; below it stand one's own texts that are not
// confirmed yet. Drills and property tests hold the server against it. Start with Thread.
package view
