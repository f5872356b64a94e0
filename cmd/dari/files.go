package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/config"
	"dari/internal/storage"
)

// openFiles opens the place of files, if one is set. What a person must set right ends the program;
// a place that does not answer just now does not: uploads wait for it.
func (a *app) openFiles(ctx context.Context) (storage.Store, error) {
	if a.cfg.StorageURL == "" {
		if a.cfg.DatabaseURL != "" { // not when only the API is described
			a.log.WarnContext(ctx, "files are not taken: DARI_STORAGE_URL is not set")
		}
		return nil, nil //nolint:nilnil // without a place nothing is taken
	}
	place, err := storage.Open(a.cfg.StorageURL)
	if err != nil {
		return nil, config.Error{Name: "DARI_STORAGE_URL", Problem: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err = place.Check(ctx)
	if errors.Is(err, storage.ErrRefused) {
		return nil, config.Error{Name: "DARI_STORAGE_URL", Problem: fmt.Sprintf("cannot be used: %v", err)}
	}
	if err != nil {
		a.log.ErrorContext(ctx, "the place of files does not answer; uploads wait for it", "error", err)
	}
	return place, nil
}
