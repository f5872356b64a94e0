// Package report tells what came of the work: how fast people were answered, how the staff fare, how
// things stand this minute, and all that ever happened with one person. It alone reads across all
// tables, and writes only its own: reply_facts, solve_facts, score_facts, fact_waits
// and fact_days.
//
// Facts are worked out from the events of a ticket (facts.go), a moment after something happened
// (collect.go), and can be worked out anew at any time. Reports (agents.go) add facts up; the live board
// (live.go) and a person's timeline (timeline.go) read the tables as they are.
//
// A report of many days reads packed copies (dari.fact_days) of those that are over. A copy holds every
// length of time and every ticket of its day, so what comes of it is exact; a trigger takes it away when a
// fact of the day changes, and until the cron report:days has made it anew the day is read from its facts.
package report
