// Package shop is what the shop knows: its customers with the ways to reach them, its orders with
// items and shipments, and what was promised about their arrival. It owns customers, identities,
// orders, order_items, shipments and promises; package link below it owns links and what they write,
// package hours beside it when the shop's staff answer.
//
// All writers, be it the JSON API or the mirror of a linked table, come through ApplyOrders,
// ApplyLines and ApplyCustomers: one lock, one comparison, one version for each real change, and the
// events of that change in the same transaction. Start reading at apply_order.go.
package shop
