package main

import (
	"fmt"

	"dari/internal/config"
	"dari/internal/postgres"
)

type migrateCommand struct{}

// Run migrates the database.
func (migrateCommand) Run(e env) error {
	cfg, err := config.Load(config.Tool, e.getenv)
	if err != nil {
		return err
	}
	if err := postgres.Migrate(e.ctx, cfg.DatabaseURL); err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.stdout, "The schema dari is up to date.")
	return err
}
