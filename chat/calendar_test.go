package chat_test

import (
	"encoding/json"
	"testing"

	"dari/internal/postgres/pgtest"
)

var (
	admin = map[string]string{"X-Staff": "admin"}
	agent = map[string]string{"X-Staff": "agent"}
)

// calendar is the body of the calendar as it was read, to be changed and sent back.
func calendarBody(f frame) map[string]any {
	body := map[string]any{}
	for _, name := range []string{"week", "public_holidays", "exceptions", "temporary", "reply_minutes", "capacity", "version"} {
		body[name] = f[name]
	}
	return body
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestStaffChangeTheHoursAndShoppersReadThem(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, "2026-11-23T18:30:00+09:00")
	n := start(t, db, nil)
	code, read := n.ask("GET", "/calendar", admin, "")
	if now, _ := read["now"].(map[string]any); code != 200 || read.num("version") != 0 || now["state"] != "closed" || read.text("zone") != "Asia/Seoul" {
		t.Fatalf("read: %d %v", code, read)
	}
	if list, _ := read["holidays"].([]any); len(list) != 6 {
		t.Errorf("the next holidays are %v", list)
	}
	body := calendarBody(read)
	week, _ := body["week"].([]any)
	monday, _ := week[1].(map[string]any)
	monday["open"] = []map[string]int{{"from": 600, "to": 1080}, {"from": 1140, "to": 1260}}
	body["exceptions"] = []map[string]any{{"from": "2026-11-24", "to": "2026-11-24", "name": map[string]string{"ko": "창고 이사", "en": "a move"}, "hours": []any{}}}
	body["temporary"] = []map[string]any{{"date": "2026-11-25", "name": map[string]string{"ko": "임시 공휴일", "en": "a temporary holiday"}}}

	_, preview := n.ask("POST", "/calendar/preview", admin, encoded(t, map[string]any{"calendar": body, "at": []string{"2026-11-24T15:00:00+09:00"}}))
	lines, _ := preview["lines"].([]any)
	if len(lines) != 2 || line(lines[0]) != "오늘 오후 7시에 다시 열어요" || line(lines[1]) != "창고 이사예요 · 11월 26일(목) 오전 10시에 다시 열어요" {
		t.Errorf("the preview says %v", preview)
	}
	if code, answer := n.ask("PUT", "/calendar", agent, encoded(t, body)); code != 403 {
		t.Errorf("an agent changed the hours: %d %v", code, answer)
	}
	code, saved := n.ask("PUT", "/calendar", admin, encoded(t, body))
	if code != 200 || saved.num("version") != 1 {
		t.Fatalf("save: %d %v", code, saved)
	}
	if code, answer := n.ask("PUT", "/calendar", admin, encoded(t, body)); code != 409 {
		t.Errorf("an old version was saved: %d %v", code, answer)
	}
	_, config := n.ask("GET", "/widget/config?lang=ko&key="+key, nil, "")
	if config.text("status_line") != "오늘 오후 7시에 다시 열어요" || config.text("hours") != "월 10:00–18:00, 19:00–21:00 (점심 12:30–13:30) · 화–금 10:00–18:00 (점심 12:30–13:30)" || config["form"] != true {
		t.Errorf("shoppers read %v", config)
	}
	if _, answer := n.ask("GET", "/calendar/preview?at=2026-11-25T11:00:00%2B09:00", admin, ""); line(map[string]any(answer)) != "임시 공휴일이에요 · 11월 26일(목) 오전 10시에 다시 열어요" {
		t.Errorf("the temporary holiday: %v", answer)
	}
	if n := count(t, n, `SELECT count(*) FROM dari.audit_log WHERE action = 'calendar.change'`); n != 1 {
		t.Errorf("%d lines in the audit log", n)
	}
	body["version"] = 1
	monday["open"] = []map[string]int{{"from": 600, "to": 1080}, {"from": 1000, "to": 1200}}
	if code, answer := n.ask("PUT", "/calendar", admin, encoded(t, body)); code != 422 {
		t.Errorf("ranges that overlap: %d %v", code, answer)
	}
}

func TestTheShopIsClosedNowUntilTheNextSwitch(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, "2026-11-23T14:05:00+09:00")
	n := start(t, db, nil)
	n.agent("haeun") // the first of the staff, who asks
	code, closed := n.ask("POST", "/calendar/close", admin, "")
	if code != 200 || closed.text("closed_until") != "2026-11-23T18:00:00+09:00" || line(closed["now"]) != "내일(화) 오전 10시에 다시 열어요" {
		t.Fatalf("close: %d %v", code, closed)
	}
	if _, config := n.ask("GET", "/widget/config?key="+key, nil, ""); config.text("state") != "closed" {
		t.Errorf("shoppers read %v", config)
	}
	code, closed = n.ask("POST", "/calendar/close", admin, `{"until":"2026-11-23T15:00:00+09:00"}`)
	if code != 200 || line(closed["now"]) != "오늘 오후 3시에 다시 열어요" {
		t.Errorf("until three: %d %v", code, closed)
	}
	if code, answer := n.ask("POST", "/calendar/close", admin, `{"until":"2026-11-23T13:00:00+09:00"}`); code != 422 {
		t.Errorf("until a moment that has been: %d %v", code, answer)
	}
	if code, open := n.ask("POST", "/calendar/open", admin, ""); code != 200 || open["closed_until"] != nil || line(open["now"]) != "지금 상담 중" {
		t.Errorf("open: %d %v", code, open)
	}
}

func TestTheWidgetIsToldWhatTheFormAsks(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, "2026-11-23T14:05:00+09:00")
	n := start(t, db, nil)
	_, config := n.ask("GET", "/widget/config?lang=en&tz=America/Los_Angeles&key="+key, nil, "")
	topics, _ := config["topics"].([]any)
	if config.text("state") != "leave" || config["form"] != true || config.text("promise") != "today at 3:10 PM (Korea time)" || config.text("zone") != "Asia/Seoul" || len(topics) != 5 || config.text("consent") == "" {
		t.Errorf("nobody is there: %v", config)
	}
	n.agent("haeun")
	n.console("haeun")
	until(t, "somebody is there", func() bool {
		_, config = n.ask("GET", "/widget/config?lang=en&key="+key, nil, "")
		return config["online"] == true
	})
	if config.text("state") != "open" || config["form"] != false || config.text("status_line") != "Online" {
		t.Errorf("somebody is there: %v", config)
	}
}

func line(view any) string {
	m, _ := view.(map[string]any)
	said, _ := m["line"].(map[string]any)
	ko, _ := said["ko"].(string)
	return ko
}

func count(t *testing.T, n *node, sql string) (rows int) {
	t.Helper()
	if err := n.db.QueryRow(t.Context(), sql).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}
