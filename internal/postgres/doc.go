// Package postgres opens the database, runs transactions and migrates the schema dari.
// It knows no table but its own schema_steps; start with Open, InTx and Migrate.
package postgres
