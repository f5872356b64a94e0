package tickets

import (
	"fmt"
	"testing"

	"dari/internal/api"
)

func TestTheActsThroughTheAPI(t *testing.T) {
	w := newWorld(t)
	actor := w.haeun
	server := w.serve(&actor)
	c := w.customer("지우")
	w.asks(c, "첫 질문")
	w.asks(c, "둘째 질문")
	other := w.asks(w.visitor(), "다른 질문")
	var got Ticket
	call := func(method, path, body string, status int, out any) {
		t.Helper()
		if s := w.call(server, method, path, body, out); s != status {
			t.Errorf("%s %s %s: %d, want %d: %+v", method, path, body, s, status, out)
		}
	}
	call("PATCH", "/tickets/1001", `{"title":"배송 문의","priority":2,"add_tags":["파손"],"owner_id":2}`, 200, &got)
	if got.Title != "배송 문의" || got.Owner == nil || got.Owner.Name != "민호" || got.Undo == nil {
		t.Errorf("ticket = %+v", got)
	}
	call("POST", "/tickets/1001/undo", `{"group":"`+got.Undo.String()+`"}`, 200, &got)
	if got.Title != "첫 질문" || got.Owner != nil || len(got.Tags) != 0 || got.Tags == nil {
		t.Errorf("after the undo: %+v", got)
	}
	call("PATCH", "/tickets/1001", `{"owner_id":1}`, 200, &got)
	call("PATCH", "/tickets/1001", `{"owner_id":0}`, 200, &got)
	if got.Owner != nil {
		t.Error("0 is somebody")
	}
	call("POST", "/tickets/1001/snooze", `{"choice":"reply"}`, 200, &got)
	if got.Snooze == nil || !got.Snooze.Reply {
		t.Errorf("snooze = %+v", got.Snooze)
	}
	call("POST", "/tickets/1001/unsnooze", ``, 200, &got)
	call("POST", "/tickets/1001/parent", fmt.Sprintf(`{"number":%d}`, other.Number), 200, &got)
	call("POST", "/tickets/1001/parent", `{"number":null}`, 200, &got)
	if got.Parent != nil || got.Snooze != nil {
		t.Errorf("ticket = %+v", got)
	}
	var choices api.Page[SnoozeChoice]
	call("GET", "/tickets/snooze-choices", "", 200, &choices)
	if len(choices.Items) != 6 || choices.Items[5].Until != nil || choices.Items[0].Label != "1시간 뒤" {
		t.Errorf("choices = %+v", choices)
	}
	call("POST", "/tickets/1001/split", `{"from_seq":2,"to_seq":2,"subject":"둘째"}`, 200, &got)
	if got.Number != 1003 || got.Subject != "둘째" || got.State != Fresh || got.Shopper.Name != "지우" {
		t.Errorf("split off: %+v", got)
	}
	var near api.Page[Ticket]
	call("GET", "/tickets/1001/merge-candidates", "", 200, &near)
	if len(near.Items) != 1 || near.Items[0].Number != 1003 {
		t.Errorf("candidates = %+v", near.Items)
	}
	call("POST", "/tickets/1003/merge", `{"into":1001}`, 200, &got)
	if got.Number != 1001 || got.Undo == nil {
		t.Errorf("merged into %+v", got)
	}
	var detail Detail
	call("GET", "/tickets/1003", "", 200, &detail)
	if detail.MergedInto == nil || *detail.MergedInto != 1001 || detail.State != Closed {
		t.Errorf("the merged one: %+v", detail.Ticket)
	}
	call("GET", "/tickets/1001", "", 200, &detail)
	if len(detail.Spans) != 2 || detail.Spans[0].Conversation != c.UID || len(detail.Steps) != 0 {
		t.Errorf("covers %+v", detail.Spans)
	}
	var tags api.Page[Tag]
	if call("GET", "/tags?q=%ED%8C%8C", "", 200, &tags); len(tags.Items) != 1 || tags.Items[0].Name != "파손" {
		t.Errorf("tags = %+v", tags)
	}
	var problem api.Problem
	for _, bad := range []struct {
		method, path, body string
		status             int
	}{
		{"PATCH", "/tickets/99", `{"priority":1}`, 404},
		{"PATCH", "/tickets/1001", `{"priority":9}`, 422},
		{"PATCH", "/tickets/1001", `{"title":""}`, 422},
		{"PATCH", "/tickets/1001", `{"nonsense":1}`, 422},
		{"PATCH", "/tickets/1001", `{"owner_id":77}`, 422},
		{"PATCH", "/tickets/1003", `{"priority":1}`, 409},
		{"PATCH", "/tickets/1001", `{"version":1,"owner_id":1}`, 409},
		{"POST", "/tickets/1001/snooze", `{}`, 422},
		{"POST", "/tickets/1001/snooze", `{"choice":"reply","until":"2026-11-24T10:00:00+09:00"}`, 422},
		{"POST", "/tickets/1001/snooze", `{"choice":"never"}`, 422},
		{"POST", "/tickets/1001/undo", `{"group":"` + newID().String() + `"}`, 404},
		{"POST", "/tickets/1001/merge", `{"into":1001}`, 422},
		{"POST", "/tickets/1001/merge", `{"into":99}`, 422},
		{"POST", "/tickets/1001/merge", `{"into":1003}`, 422},
		{"POST", "/tickets/1003/merge", `{"into":1001}`, 409},
		{"POST", "/tickets/99/split", `{"from_seq":1,"to_seq":1}`, 404},
		{"POST", "/tickets/1001/split", `{"from_seq":2,"to_seq":1}`, 422},
		{"POST", "/tickets/1001/split", `{"from_seq":9,"to_seq":9}`, 422},
		{"GET", "/tickets/99/merge-candidates", "", 404},
	} {
		call(bad.method, bad.path, bad.body, bad.status, &problem)
	}
}

func TestTheSetupThroughTheAPI(t *testing.T) {
	w := newWorld(t)
	actor := w.minho
	server := w.serve(&actor)
	call := func(method, path, body string, status int, out any) {
		t.Helper()
		if s := w.call(server, method, path, body, out); s != status {
			t.Errorf("%s %s %s: %d, want %d: %+v", method, path, body, s, status, out)
		}
	}
	var types api.Page[Type]
	if call("GET", "/ticket-types", "", 200, &types); len(types.Items) != 10 || types.Items[0].Key != Question || !types.Items[0].Builtin {
		t.Fatalf("types = %+v", types.Items)
	}
	var one Type
	gift := `"label":{"ko":"선물 포장","en":"Gift wrapping"},"steps":[{"id":"asked","label":{"ko":"접수","en":"Received"}},{"id":"done","label":{"ko":"완료","en":"Done"}}],
		"fields":[{"id":"card","label":{"ko":"카드 글","en":"Card"},"kind":"text","required":true}],"next":{"asked":["done"]}`
	call("POST", "/ticket-types", `{"key":"gift",`+gift+`}`, 201, &one)
	if one.Version != 1 || len(one.Steps) != 2 || one.Position != 11 {
		t.Errorf("type = %+v", one)
	}
	call("PUT", "/ticket-types/gift", `{"version":1,`+gift+`}`, 200, &one)
	var state OwnState
	call("POST", "/ticket-states", `{"key":"workshop","state":"waiting","label":{"ko":"공방","en":"Workshop"}}`, 201, &state)
	call("PUT", "/ticket-states/workshop", `{"version":1,"state":"open","label":{"ko":"공방","en":"Workshop"},"position":3}`, 200, &state)
	if state.State != Open || state.Version != 2 {
		t.Errorf("state = %+v", state)
	}
	var team Team
	call("POST", "/teams", `{"name":"배송팀","members":[1,2,1]}`, 201, &team)
	if len(team.Members) != 2 {
		t.Errorf("team = %+v", team)
	}
	call("PUT", "/teams/1", `{"version":1,"name":"배송  팀","members":[2]}`, 200, &team)
	if team.Name != "배송 팀" || len(team.Members) != 1 || team.Members[0].Name != "민호" {
		t.Errorf("team = %+v", team)
	}
	var problem api.Problem
	for _, bad := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "/ticket-types", `{"key":"gift",` + gift + `}`, 409},
		{"POST", "/ticket-types", `{"key":"Gift",` + gift + `}`, 422},
		{"POST", "/ticket-types", `{"key":"other","label":{"ko":"가","en":"a"},"steps":[],"fields":[{"id":"a","label":{"ko":"가","en":"a"},"kind":"choice","required":true}]}`, 422},
		{"POST", "/ticket-types", `{"key":"other","label":{"ko":"가","en":"a"},"steps":[],"fields":[],"next":{"asked":["done"]}}`, 422},
		{"PUT", "/ticket-types/gift", `{"version":1,` + gift + `}`, 409},
		{"PUT", "/ticket-types/nothing", `{"version":1,` + gift + `}`, 404},
		{"DELETE", "/ticket-types/cancel", "", 409},
		{"DELETE", "/ticket-types/nothing", "", 404},
		{"POST", "/ticket-states", `{"key":"gone","state":"closed","label":{"ko":"공방","en":"Workshop"}}`, 422},
		{"PUT", "/ticket-states/workshop", `{"version":1,"state":"open","label":{"ko":"공방","en":"Workshop"}}`, 409},
		{"POST", "/teams", `{"name":"배송 팀","members":[]}`, 422},
		{"POST", "/teams", `{"name":"새 팀","members":[77]}`, 422},
		{"PUT", "/teams/1", `{"version":1,"name":"팀","members":[]}`, 409},
		{"PUT", "/teams/9", `{"version":1,"name":"팀","members":[]}`, 404},
	} {
		call(bad.method, bad.path, bad.body, bad.status, &problem)
	}
	for _, path := range []string{"/ticket-types/gift", "/ticket-states/workshop", "/teams/1"} {
		call("DELETE", path, "", 204, nil)
		call("DELETE", path, "", 404, &problem)
	}
	// What was taken out may be made again.
	call("POST", "/ticket-types", `{"key":"gift",`+gift+`}`, 201, &one)
	call("POST", "/teams", `{"name":"배송 팀","members":[]}`, 201, &team)
	if n := w.exec(`SELECT count(*) FROM dari.audit_log WHERE subject_kind IN ('ticket_type', 'ticket_state', 'team')`); n != 11 {
		t.Errorf("%d lines in the audit log", n)
	}
}
