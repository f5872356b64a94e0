package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"dari/notify"
)

// The desk: what leads set up, asked over HTTP of the whole product.
func TestTheDeskOverHTTP(t *testing.T) {
	w := newWalk(t)
	t.Run("a tag's new name reaches whoever knows the old one", w.renamesATag)
	t.Run("a person's hours are changed by who saw them last", w.hoursOfOne)
	t.Run("a memo and tags are changed by who saw them last", w.notesOnAPerson)
	t.Run("a buyer is told of a later arrival and of no other", w.foretells)
}

// askedAs is what an admin's request is answered with, and its body.
func (w *walk) askedAs(t *testing.T, method, target string, body any) (int, string) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if body == nil {
		raw = nil
	}
	answer := w.send(method, target, raw, w.as("admin", "en"))
	return answer.Code, answer.Body.String()
}

func (w *walk) renamesATag(t *testing.T) {
	w.must(t, "POST", "/api/v1/tags", map[string]any{"name": "깨짐"})
	tag := []string{"깨짐"}
	w.must(t, "POST", "/api/v1/views", map[string]any{"name": "깨진 것", "filter": map[string]any{"tag": []string{"선물", "깨짐"}}})
	w.must(t, "POST", "/api/v1/automations", map[string]any{
		"name": "깨진 것은 급해요", "active": true, "event": map[string]any{"kind": "tagged", "tag": "깨짐"},
		"any": []any{map[string]any{"field": "tag", "op": "has", "value": tag}, map[string]any{"field": "text", "op": "has", "value": tag}}, "actions": map[string]any{"priority": 3},
	})
	w.must(t, "POST", "/api/v1/macros", map[string]any{"name": "깨진 것 접수", "shared": true, "actions": map[string]any{"add_tags": tag}})
	w.must(t, "POST", "/api/v1/sla/policies", map[string]any{"name": "깨진 것은 빨리", "first_minutes": 30, "warn_percent": 75, "applies": map[string]any{"types": []string{}, "channels": []string{}, "tags": tag, "grades": []string{}}})
	w.must(t, "POST", "/api/v1/tags/rename", map[string]any{"name": "깨짐", "to": "파손"})
	for path, want := range map[string]int{"/api/v1/views": 0, "/api/v1/automations": 1, "/api/v1/macros": 0, "/api/v1/sla/policies": 0} {
		_, body := w.askedAs(t, "GET", path, nil)
		if old := strings.Count(body, `"깨짐"`); old != want || !strings.Contains(body, `"파손"`) { // words of a message stay as they are
			t.Errorf("%s names the old tag %d times, want %d: %s", path, old, want, body)
		}
	}
	// Whoever still knows the old name writes the new one, in what is made afterwards as well.
	rule := w.must(t, "POST", "/api/v1/automations", map[string]any{
		"name": "또 깨진 것", "active": true, "event": map[string]any{"kind": "tagged", "tag": "#깨짐 "},
		"all": []any{map[string]any{"field": "tag", "op": "lacks", "value": []string{"처리", "깨짐"}}}, "actions": map[string]any{"remove_tags": tag},
	})
	for what, made := range map[string]any{
		"a rule":   rule,
		"a view":   w.must(t, "POST", "/api/v1/views", map[string]any{"name": "또 깨진 것", "filter": map[string]any{"tag": tag}}),
		"a macro":  w.must(t, "POST", "/api/v1/macros", map[string]any{"name": "또 깨진 것", "shared": true, "actions": map[string]any{"add_tags": tag}}),
		"a policy": w.must(t, "POST", "/api/v1/sla/policies", map[string]any{"name": "또 깨진 것", "first_minutes": 30, "warn_percent": 75, "applies": map[string]any{"types": []string{}, "channels": []string{}, "tags": tag, "grades": []string{}}}),
	} {
		if raw, _ := json.Marshal(made); strings.Contains(string(raw), "깨짐") || !strings.Contains(string(raw), "파손") {
			t.Errorf("%s is made with the old name: %s", what, raw)
		}
	}
	if n := len(w.must(t, "GET", "/api/v1/tickets?tag=%EA%B9%A8%EC%A7%90", nil)["items"].([]any)); n != 0 {
		t.Errorf("%d tickets by a bookmark of the old name", n)
	}
}

func (w *walk) hoursOfOne(t *testing.T) {
	var me struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal(w.send("GET", "/api/v1/calendar/me", nil, w.as("agent", "en")).Body.Bytes(), &me); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/api/v1/calendar/people/%d", me.ID)
	seen := w.must(t, "GET", path, nil)
	body := map[string]any{"follows_shop": true, "week": seen["week"], "public_holidays": true, "version": seen["version"], "exceptions": []any{
		map[string]any{"from": "2030-05-01", "to": "2030-05-03", "hours": []any{}, "name": map[string]any{"ko": "휴가", "en": "Leave"}},
	}}
	code, said := w.askedAs(t, "PUT", path, body)
	if code != http.StatusOK || !strings.Contains(said, "2030-05-03") {
		t.Fatalf("days off: %d %s", code, said)
	}
	if code, said = w.askedAs(t, "PUT", path, body); code != http.StatusConflict {
		t.Errorf("what somebody has changed since: %d %s", code, said)
	}
	if mine := w.send("GET", "/api/v1/calendar/me", nil, w.as("agent", "en")).Body.String(); !strings.Contains(mine, "2030-05-01") {
		t.Errorf("their own page says %s", mine)
	}
	raw, _ := json.Marshal(body)
	if answer := w.send("PUT", path, raw, w.as("agent", "en")); answer.Code != http.StatusForbidden {
		t.Errorf("an agent changes hours by this door: %d", answer.Code)
	}
	if code, _ := w.askedAs(t, "GET", "/api/v1/calendar/people/999999", nil); code != http.StatusNotFound {
		t.Errorf("nobody's hours: %d", code)
	}
	if _, list := w.askedAs(t, "GET", "/api/v1/calendar/people", nil); !strings.Contains(list, `"off":{`) {
		t.Errorf("the list names no day off: %s", list)
	}
}

func (w *walk) notesOnAPerson(t *testing.T) {
	w.must(t, "PUT", "/api/v1/customers/desk-1", map[string]any{"name": "서연", "email": "desk-1@shop.example"})
	var id int64
	if err := w.db.QueryRow(t.Context(), `SELECT id FROM dari.customers WHERE ref = 'desk-1'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/api/v1/people/%d", id)
	memo := w.must(t, "PUT", path+"/memo", map[string]any{"body": "도자기를 모아요", "version": 0})
	steps := []struct {
		name    string
		version any
		want    int
	}{{"a second first one", 0, http.StatusConflict}, {"as it was read", memo["version"], http.StatusOK}, {"once more as it was read", memo["version"], http.StatusConflict}}
	for _, s := range steps {
		if code, said := w.askedAs(t, "PUT", path+"/memo", map[string]any{"body": "찻잔을 모아요", "version": s.version}); code != s.want {
			t.Errorf("memo, %s: %d %s", s.name, code, said)
		}
	}
	var version int
	if err := w.db.QueryRow(t.Context(), `SELECT version FROM dari.customers WHERE id = $1`, id).Scan(&version); err != nil {
		t.Fatal(err)
	}
	if code, said := w.askedAs(t, "PUT", path+"/tags", map[string]any{"tags": []string{"VIP", " VIP ", "도자기"}, "version": version}); code != http.StatusOK || strings.Count(said, "VIP") != 1 {
		t.Errorf("tags: %d %s", code, said)
	}
	if code, said := w.askedAs(t, "PUT", path+"/tags", map[string]any{"tags": []string{}, "version": version}); code != http.StatusConflict {
		t.Errorf("tags as somebody saw them before: %d %s", code, said)
	}
}

func (w *walk) foretells(t *testing.T) {
	if err := notify.Seed(t.Context(), w.db); err != nil { // the words of notices
		t.Fatal(err)
	}
	now := time.Now()
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	w.must(t, "PUT", "/api/v1/orders/PRE-1", map[string]any{
		"customer_ref": "desk-1", "status": "paid", "is_preorder": true, "eta_from": day(20), "eta_to": day(20), "total": 42000,
		"items": []any{map[string]any{"title": "백자 찻잔", "quantity": 1, "price": 42000}},
	})
	path := "/api/v1/orders/PRE-1/arrival?reason=kiln&made="
	if later := w.must(t, "GET", path+day(40), nil); len(later["notices"].([]any)) == 0 || later["days"].(float64) <= 0 {
		t.Errorf("of a later day nobody is told: %v", later)
	}
	if sooner := w.must(t, "GET", path+day(1), nil); len(sooner["notices"].([]any)) != 0 {
		t.Errorf("of an earlier day somebody is told: %v", sooner)
	}
	var n int
	if err := w.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.deliveries WHERE order_id = (SELECT id FROM dari.orders WHERE number = 'PRE-1') AND kind LIKE '%delay%'`).Scan(&n); err != nil || n != 0 {
		t.Errorf("looking has planned %d notices: %v", n, err)
	}
}
