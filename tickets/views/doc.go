// Package views is how the queue is looked at: saved views that people share, and the search over
// messages, customers, orders and articles. It owns views, view_places, message_search and search_waits.
// Start with Service; the filter of a view is the queue's own, so that its count and its list are one.
package views
