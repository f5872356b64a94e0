// Package report tells what came of the work: how fast people were answered, how the staff fare, how
// things stand this minute, and all that ever happened with one person. It alone reads across all
// tables, and writes only its own: reply_facts, solve_facts, score_facts and fact_waits.
//
// Facts are worked out from the events of a ticket (facts.go), a moment after something happened
// (collect.go), and can be worked out anew at any time. Reports (agents.go) add facts up; the live board
// (live.go) and a person's timeline (timeline.go) read the tables as they are.
package report
