package main

import (
	"strings"
	"testing"
)

func TestATagsNewNameReachesWhoeverKnowsTheOldOne(t *testing.T) {
	w := newWalk(t)
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
		body := w.send("GET", path, nil, w.as("admin", "en")).Body.String()
		if old := strings.Count(body, `"깨짐"`); old != want || !strings.Contains(body, `"파손"`) { // words of a message stay as they are
			t.Errorf("%s names the old tag %d times, want %d: %s", path, old, want, body)
		}
	}
	if n := len(w.must(t, "GET", "/api/v1/tickets?tag=%EA%B9%A8%EC%A7%90", nil)["items"].([]any)); n != 0 {
		t.Errorf("%d tickets by a bookmark of the old name", n)
	}
}
