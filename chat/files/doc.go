// Package files is how files go in and out of a conversation: the uploads of the widget and of the
// console, chunk by chunk, and the addresses under which what is ready can be seen for ten minutes.
// What is taken and who may read it, thread decides; this package owns no table.
package files
