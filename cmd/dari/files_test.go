package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dari/internal/config"
)

func TestAWrongPlaceOfFilesIsNamedAndEndsTheProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for address, right := range map[string]bool{
		"":                      true, // no files are taken
		"file://" + t.TempDir(): true,
		"s3://K:S@127.0.0.1:1/b?insecure=true&region=x": true, // nobody listens: it may come yet
		"file://" + file:           false,
		"file://relative/path":     false,
		"ftp://host/x":             false,
		"s3://K:HUSH@host":         false,
		"s3://K:HUSH@host/b?ssl=1": false,
	} {
		a := &app{cfg: config.Config{StorageURL: address}, log: slog.New(slog.DiscardHandler)}
		place, err := a.openFiles(t.Context())
		var setting config.Error
		switch {
		case right && (err != nil || (place == nil) != (address == "")):
			t.Errorf("%q: %v", address, err)
		case !right && (!errors.As(err, &setting) || setting.Name != "DARI_STORAGE_URL" || strings.Contains(err.Error(), "HUSH")):
			t.Errorf("%q: %v", address, err)
		case !right && explain(env{stderr: &strings.Builder{}}, err) != exitUsage:
			t.Errorf("%q does not end with 2", address)
		}
	}
}
