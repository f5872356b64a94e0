// Package orders shows shoppers their orders inside the chat: a member's at once, a guest's after a
// one-time code, each as a card with its steps, its arrival and its parcel. From a card a shopper asks
// to cancel or change the order: one request, one ticket, one receipt in the thread. It owns
// order_lookups, order_tries and order_requests. Start reading at orders.go.
package orders
