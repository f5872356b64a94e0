package config_test

import (
	"strings"
	"testing"
	"time"

	"dari/internal/config"
)

var good = map[string]string{
	"DARI_DATABASE_URL": "postgres://u:pw@localhost/shop", "DARI_REDIS_URL": "redis://localhost:6379/0",
	"DARI_PUBLIC_URL": "https://help.example.kr/", "DARI_SECRET": strings.Repeat("s", 32),
}

func load(mode config.Mode, over map[string]string) (config.Config, error) {
	return config.Load(mode, func(name string) string {
		if v, ok := over[name]; ok {
			return v
		}
		return good[name]
	})
}

func TestAWrongSettingIsNamedAndItsValueIsNotRepeated(t *testing.T) {
	tests := map[string]struct{ name, value string }{
		"a missing database":            {"DARI_DATABASE_URL", ""},
		"a database that is no address": {"DARI_DATABASE_URL", "s3cret-word"},
		"a database of another kind":    {"DARI_DATABASE_URL", "mysql://s3cret-word@h/x"},
		"a port that is no number":      {"DARI_LISTEN", "s3cret-word:http"},
		"a port out of range":           {"DARI_LISTEN", ":70000"},
		"a short secret":                {"DARI_SECRET", "s3cret-word"},
		"a proxy that is no network":    {"DARI_TRUSTED_PROXIES", "s3cret-word"},
		"an origin with a path":         {"DARI_SHOP_ORIGINS", "https://s3cret-word/x"},
		"a number out of range":         {"DARI_SMTP_CONNECTIONS", "0"},
		"a level that does not exist":   {"DARI_LOG_LEVEL", "s3cret-word"},
		"a selector that is no name":    {"DARI_DKIM_SELECTOR", "s3cret word"},
		"a test setting in a shop":      {"DARI_RETRY", "1s"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := load(config.Serve, map[string]string{tt.name: tt.value})
			if err == nil || !strings.Contains(err.Error(), tt.name) {
				t.Errorf("error = %v, want one that names %s", err, tt.name)
			}
			if err != nil && strings.Contains(err.Error(), "s3cret-word") {
				t.Errorf("the error repeats the value: %v", err)
			}
		})
	}
}

func TestDevelopmentHonoursTestSettings(t *testing.T) {
	c, err := load(config.Dev, map[string]string{"DARI_RETRY": "1s, 2s,500ms", "DARI_LEASE": "3", "DARI_FOLD": "0", "DARI_CLOCK": "+90m"})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Retry) != 3 || c.Retry[2] != 500*time.Millisecond || c.Lease != 3*time.Second || !c.FoldSet || c.Clock != "+5400000 milliseconds" {
		t.Errorf("got %+v", c)
	}
}
