// Package chat is the live side of a conversation: who a visitor of the shop is, the sockets of the
// widget and of the console, presence, typing and the status line. It owns visitors. Messages live in
// package thread; a socket only carries them, in order, and fills its gaps from there (docs/protocol.md).
package chat
