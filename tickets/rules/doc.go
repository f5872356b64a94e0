// Package rules does by itself what a shop always does: when something happens to a ticket, if it is
// so, then this. It owns ticket_rules, ticket_rule_queue, ticket_rule_runs and ticket_rule_trials.
//
// Start with rule.go (what a rule is) and match.go (whether it fires, a pure function). queue.go hears
// what happens and writes it down, run.go carries rules out one event at a time, clock.go finds what
// time alone has brought about, and trial.go tells what a rule would have done in the last 30 days.
package rules
