// Package action is what macros, rules and work over many tickets have in common: a list of things to be
// done to a ticket as staff write it, checked, told in words, and turned into a change of the queue. It
// owns no table.
package action
