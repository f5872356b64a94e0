package views

import (
	"encoding/json"
	"testing"

	"dari/tickets"

	"github.com/google/uuid"
)

func TestNamesOfFilesAndNotesAreFound(t *testing.T) {
	w := newWorld(t)
	file := w.asks("손님", "사진 보내요")
	data, err := json.Marshal(map[string]any{"files": []map[string]any{{"id": uuid.NewString(), "name": "깨진접시_영수증.jpg", "size": 12}}})
	if err != nil {
		t.Fatal(err)
	}
	w.exec(`UPDATE dari.messages SET data = $2 WHERE conversation_id = (SELECT conversation_id FROM dari.tickets WHERE number = $1)`, file, data)
	w.exec(`DELETE FROM dari.message_search`)
	w.exec(`INSERT INTO dari.search_waits (conversation_id) SELECT id FROM dari.conversations`)
	other := w.asks("다른 손님", "언제 오나요")
	queue := tickets.New(tickets.Options{DB: w.db, Thread: w.thread})
	if _, err := queue.Note(t.Context(), w.haeun, other, tickets.Reply{ClientID: uuid.New(), Text: "창고에 재고확인 부탁했어요"}); err != nil {
		t.Fatal(err)
	}
	w.drain()
	for query, want := range map[string]int64{"영수증": file, "깨진접시": file, "재고확인": other, "창고에": other, "언제": other} {
		found := w.search(w.haeun, query)
		if len(found.Tickets) != 1 || found.Tickets[0].Ticket.Number != want || found.Tickets[0].Seq != 1 || len(found.Tickets[0].Snippet) == 0 {
			t.Errorf("%s: %+v", query, found.Tickets)
		}
	}
}
