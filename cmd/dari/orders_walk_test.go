package main

import (
	"context"
	"crypto/sha256"
	"testing"

	"github.com/google/uuid"
)

// ordered unlocks orders for the visitor, as a code would, and asks to cancel them.
func (w *walk) ordered(t *testing.T) {
	t.Helper()
	w.order = "W-2"
	w.request, w.refusable = w.cancelling(t, w.order), w.cancelling(t, "W-3")
	w.drain(t)
}

// cancelling puts an order into the shop and answers the id of a request about it that staff decide.
func (w *walk) cancelling(t *testing.T, number string) string {
	t.Helper()
	w.must(t, "PUT", "/api/v1/orders/"+number, map[string]any{"buyer_phone": "010-2345-6789", "status": "paid", "items": []any{map[string]any{"title": "찻잔", "price": 12000}}})
	hash := sha256.Sum256([]byte(w.widget)) // as the chat stores a visitor's token
	_, err := w.db.Exec(context.Background(), `
INSERT INTO dari.order_lookups (uid, visitor_id, number, phone, channel, order_id, resend_at, expires_at, verified_at, unlocked_until)
SELECT $1, v.id, o.number, '+821023456789', 'sms', o.id, dari.clock(), dari.clock() + interval '1 day', dari.clock(), dari.clock() + interval '1 day'
FROM dari.visitors v, dari.orders o WHERE v.token_hash = $2 AND o.number = $3`, uuid.New(), hash[:], number)
	if err != nil {
		t.Fatal(err)
	}
	made := w.must(t, "POST", "/api/v1/widget/orders/"+number+"/requests?key=walk", map[string]any{"client_id": uuid.NewString(), "kind": "change", "reason": "mind", "text": "다른 색으로 바꾸고 싶어요."})
	return made["id"].(string)
}
