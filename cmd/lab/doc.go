// Package lab starts the real product on this machine for drills and benchmarks: a private Postgres
// that keeps what it has committed, a Redis with its log on, and `dari serve` as its own process.
package lab
