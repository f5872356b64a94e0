// Package jobs wraps Asynq: typed kinds of wake-ups, a server tuned for low latency, and crons that
// run once per occurrence. A task carries no work, only the news that there is some; the rows in
// Postgres are the truth, so a task that is lost, doubled or late does no harm.
package jobs
