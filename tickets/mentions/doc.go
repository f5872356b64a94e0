// Package mentions is the list of notes in which a colleague has named one: written down as notes are,
// newest first, until they are read. It owns mentions.
//
// Start with hear.go: whose name stands in a note.
package mentions
