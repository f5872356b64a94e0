package i18n

import (
	"encoding/json"
	"os"
	"testing"
	"time"
)

// Check G-09: fmt.json is run by the TypeScript side too. Each row: the name of the form, the present moment,
// what goes in, and what comes out in Korean and in English, in the zone of Seoul. Durations are in
// seconds.
func TestFormsEqualTheSharedFixture(t *testing.T) {
	raw, err := os.ReadFile("fmt.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Format string
		Now    time.Time
		In     any
		Ko, En string
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 60 {
		t.Errorf("the fixture has only %d rows", len(rows))
	}
	for _, row := range rows {
		for lang, want := range map[string]string{Korean: row.Ko, English: row.En} {
			if got := write(t, Format{Lang: lang, Now: row.Now}, row.Format, row.In); got != want {
				t.Errorf("%s of %v in %s = %q, want %q", row.Format, row.In, lang, got, want)
			}
		}
	}
}

func write(t *testing.T, f Format, name string, in any) string {
	t.Helper()
	if s, ok := in.(string); ok && name != "phone" && name != "mask_phone" {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return map[string]func(time.Time) string{"time": f.Time, "day": f.Day, "date": f.Date, "datetime": f.DateTime, "table": f.Table, "relative": f.Relative}[name](at)
	}
	switch name {
	case "phone":
		return f.Phone(in.(string))
	case "mask_phone":
		return f.MaskPhone(in.(string))
	case "percent":
		return f.Percent(in.(float64))
	case "points":
		return f.Points(in.(float64))
	case "duration":
		return f.Duration(time.Duration(in.(float64)) * time.Second)
	}
	return map[string]func(int64) string{"count": f.Count, "won": f.Won, "won_short": f.WonShort}[name](int64(in.(float64)))
}

func TestTheZoneOfTheShopDecidesTheDay(t *testing.T) {
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	f := Format{Lang: Korean, Zone: time.FixedZone("LA", -8*3600), Now: at}
	if got := f.DateTime(at); got != "11월 22일 (일) 오후 6:00" {
		t.Errorf("got %s", got)
	}
}
