package main

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

func TestNoSecretAndNoPersonGetsIntoALogLine(t *testing.T) {
	var out bytes.Buffer
	log := newLogger(&out, slog.LevelDebug)
	log.Info("x", "password", "hunter22", "error", errors.New("550 <seoyeon@naver.com> unknown, call 010-2345-5678"),
		"note", "postgres://dari:hunter22@db/shop and +82 10 2345 5678", "delivery_id", 42)
	for _, leak := range []string{"hunter22", "seoyeon", "2345", "5678"} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("the line holds %q: %s", leak, out.String())
		}
	}
	if !strings.Contains(out.String(), "42") {
		t.Errorf("an id was taken out: %s", out.String())
	}
}
