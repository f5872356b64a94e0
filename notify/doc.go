// Package notify tells people things: it turns events into deliveries (one message to one address on
// one channel), composes them from templates, checks at the moment of handing over whether each may
// still leave, and sends them by e-mail and SMS. It owns deliveries, delivery_attempts, templates,
// template_versions, suppressions, notice_rates and legal_rules.
//
// The rows are the truth: a wake-up through Redis only says that a lane has work. Start reading at
// plan.go (how a delivery is born), then lane.go (claim, hand over, speak, write what became of it),
// gate.go (what may leave) and sweeper.go (what survives a crash).
package notify
