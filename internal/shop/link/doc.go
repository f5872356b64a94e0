// Package link ties Dari to the shop's own tables: a trigger notes the key of each row whose mapped
// columns change, and the mirror reads those rows and brings them into customers, orders and items.
// It owns links, link_changes and link_parked, and in the shop's schema nothing but its triggers.
//
// Whoever writes the row causes the notice: the shop's program, an ERP, or psql. The shop's statement
// never fails because of us and never waits long for us. Start reading at link.go (add and remove),
// then trigger.go (what runs in the shop's transaction), fill.go and mirror.go.
package link
