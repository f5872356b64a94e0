// Package campaign is advertising to an audience at a time: a marketer writes it, names who gets it
// and when, and sees it go. Its audience is frozen into deliveries at the start, at most one for each
// person, and the gate of notify looks at each once more before it leaves. It owns campaigns.
// Start with state.go (what a campaign may become) and runner.go (how a due one is started,
// frozen, paused and ended).
package campaign
