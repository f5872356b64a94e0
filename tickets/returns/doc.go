// Package returns is what is done with an order after it was placed: a cancellation, a return, an
// exchange, a partial refund, another address. Each is asked for by staff or a shopper, approved by whoever
// may approve its amount, and carried out by the shop, which hears of it by a signed call and says
// what came of it. Nothing is ever written into the shop's own tables.
//
// It owns returns, return_calls and return_settings. A row is the truth; Run makes the calls that are
// due, again and again until the shop has answered. Start at return.go for the states, at make.go for
// what is checked, and at settle.go for what an answer means.
package returns
