// Package archtest holds the rules of the house as tests: imports only go down a storey and never
// sideways, only the owner of a table writes to it, every package says what it is, and SQL lives in
// constants that the migrated schema accepts. It has no code of its own; a new room, table or
// exception is entered in the lists at the head of its test files.
package archtest
