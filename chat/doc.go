// Package chat is the live side of a conversation: who a visitor of the shop is, the sockets of the
// widget and of the console, presence and routing, typing, the status line and the form for messages left out of
// hours. It owns visitors, duties and contacts. Messages live in package thread; a socket only carries
// them, in order, and fills its gaps from there (docs/protocol.md). When the shop is open is the business
// of package hours.
package chat
