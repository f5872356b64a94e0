package chat_test

import (
	"context"
	"encoding/json"
	"testing"

	"dari/internal/event"
)

func TestManyTicketsAreOneFrameForAConsoleThatTakesListsAndManyForAnotherOne(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("a")
	old := n.console("a")
	now := n.consoleSaying("a", frame{"t": "hello", "lists": true})
	handler := n.chat.Handlers()[0]
	changed := func(id, version int64) event.Event {
		payload, _ := json.Marshal(map[string]int64{"ticket_id": id, "version": version})
		return event.Event{Kind: "ticket.changed", Payload: payload}
	}
	// Of one ticket the last version counts.
	if err := handler.Handle(context.Background(), nil, []event.Event{changed(7, 2), changed(8, 5), changed(7, 3)}); err != nil {
		t.Fatal(err)
	}
	handler.After(context.Background())
	want := map[int64]int64{7: 3, 8: 5}
	got := map[int64]int64{}
	for range want {
		f := old.want("ticket")
		got[f.num("id")] = f.num("version")
	}
	if got[7] != 3 || got[8] != 5 {
		t.Errorf("a console without lists heard %v", got)
	}
	var list struct {
		Items []struct{ ID, Version int64 }
	}
	raw, _ := json.Marshal(now.want("tickets"))
	if err := json.Unmarshal(raw, &list); err != nil || len(list.Items) != 2 {
		t.Fatalf("the list is %s: %v", raw, err)
	}
	for _, one := range list.Items {
		if want[one.ID] != one.Version {
			t.Errorf("the list is %s", raw)
		}
	}
}
