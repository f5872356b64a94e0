package main

import (
	"io"
	"log/slog"
	"os"
	"regexp"
	"strings"

	"github.com/lmittmann/tint"
)

// newLogger writes for people on a terminal and JSON elsewhere. Whatever a log line is given, no
// secret and no address or number of a person gets through.
func newLogger(w io.Writer, level slog.Level) *slog.Logger {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return slog.New(tint.NewTextHandler(w, &tint.Options{Level: level, TimeFormat: "15:04:05.000", ReplaceAttr: redact}))
		}
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: redact}))
}

var (
	secretKeys = []string{"password", "secret", "token", "authorization", "cookie", "api_key", "email", "phone", "address", "body", "text_shown"}
	// Mail addresses, Korean numbers and anything that looks like credentials in an address.
	mailAddress = regexp.MustCompile(`[^\s<>"'@:/=]+@[^\s<>"'@,;]+\.[a-zA-Z]{2,}`)
	phoneNumber = regexp.MustCompile(`(\+82[- ]?|\b0)1[016789][- ]?\d{3,4}[- ]?\d{4}\b`)
	credentials = regexp.MustCompile(`://[^\s/@]+@`)
)

func redact(_ []string, a slog.Attr) slog.Attr {
	for _, key := range secretKeys {
		if strings.EqualFold(a.Key, key) {
			return slog.String(a.Key, "[redacted]")
		}
	}
	switch a.Value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, redactText(a.Value.String()))
	case slog.KindAny:
		if err, ok := a.Value.Any().(error); ok {
			return slog.String(a.Key, redactText(err.Error()))
		}
	}
	return a
}

func redactText(s string) string {
	s = credentials.ReplaceAllString(s, "://[redacted]@")
	s = mailAddress.ReplaceAllString(s, "[redacted]")
	return phoneNumber.ReplaceAllString(s, "[redacted]")
}
