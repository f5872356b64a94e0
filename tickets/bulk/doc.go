// Package bulk does one thing to many tickets: one request, one job on the server, a result for each
// ticket, and ten minutes in which all of it can be taken back. It owns bulk_jobs and bulk_items.
//
// A job is its rows. Whoever carries it out takes the next rows in a transaction, so a program that is
// killed leaves nothing half done and nothing done twice; Asynq and the bell only wake. Start with
// run.go (a batch) and job.go (what a job is).
package bulk
