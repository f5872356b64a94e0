package chat_test

import (
	"encoding/json"
	"testing"

	"github.com/google/uuid"
)

// saying is a message by a plain request.
func saying(client uuid.UUID, text string) string {
	raw, _ := json.Marshal(map[string]any{"client_id": client, "text": text})
	return string(raw)
}

func TestAFirstMessageWhoseAnswerWasLostIsWrittenOnce(t *testing.T) { // R6
	n := start(t, shop(t), nil)
	path, id := "/widget/messages?key="+key, uuid.New()
	count := func(table string) (rows int) {
		t.Helper()
		if err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.`+table).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	_, first := n.ask("POST", path, nil, saying(id, "언제 오나요?"))
	code, again := n.ask("POST", path, nil, saying(id, "언제 오나요?")) // the browser has no token: it never got one
	if code != 200 || again["replayed"] != true || again.text("id") != first.text("id") || count("visitors") != 1 || count("messages") != 1 {
		t.Fatalf("%d %v after %v: %d visitors, %d messages", code, again, first, count("visitors"), count("messages"))
	}
	for name, tt := range map[string]struct {
		token string
		want  int
	}{"the token that arrived": {again.text("visitor_token"), 200}, "the one that was lost": {first.text("visitor_token"), 401}} {
		if code, _ := n.ask("GET", path, map[string]string{"X-Dari-Visitor": tt.token}, ""); code != tt.want {
			t.Errorf("%s is answered %d", name, code)
		}
	}
	// Who has come back with the token had the answer: the id of a message makes nobody them.
	if _, err := n.db.Exec(t.Context(), `UPDATE dari.visitors SET last_seen_at = created_at + interval '1 minute'`); err != nil {
		t.Fatal(err)
	}
	if _, other := n.ask("POST", path, nil, saying(id, "언제 오나요?")); other["replayed"] != false || other.text("conversation") == first.text("conversation") {
		t.Errorf("with the id of somebody who has come back: %v", other)
	}
	// Whose it was and who is over, or a member by now, is nobody's to find by the id.
	if code, _ := n.ask("POST", "/widget/logout?key="+key, map[string]string{"X-Dari-Visitor": again.text("visitor_token")}, ""); code != 200 {
		t.Fatalf("logout: %d", code)
	}
	if _, other := n.ask("POST", path, nil, saying(id, "언제 오나요?")); other["replayed"] != false || other.text("conversation") == first.text("conversation") {
		t.Errorf("after the logout: %v", other)
	}
}

func TestAFormWhoseAnswerWasLostIsOneTicket(t *testing.T) { // R12
	n := night(t)
	body := leaving(nil)
	_, first := n.ask("POST", "/widget/leave?key="+key, nil, body)
	code, again := n.ask("POST", "/widget/leave?key="+key, nil, body)
	if code != 200 || again.num("ticket_number") != first.num("ticket_number") || again.text("conversation") != first.text("conversation") {
		t.Errorf("%d %v, and first %v", code, again, first)
	}
}
