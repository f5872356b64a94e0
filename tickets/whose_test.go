package tickets

import "testing"

func TestATicketIsOfItsCustomerAlone(t *testing.T) {
	w := newWorld(t)
	mine, theirs := w.customer("지우"), w.customer("서연")
	one, nobodys := w.asks(mine, "언제 오나요?"), w.asks(w.visitor(), "누구세요?")
	for name, test := range map[string]struct {
		number, customer int64
		want             bool
	}{
		"its customer":     {one.Number, *mine.CustomerID, true},
		"another one":      {one.Number, *theirs.CustomerID, false},
		"of a visitor":     {nobodys.Number, *mine.CustomerID, false},
		"no such ticket":   {999_999, *mine.CustomerID, false},
		"no such customer": {one.Number, 999_999, false},
	} {
		if is, err := w.queue.IsOf(t.Context(), w.db, test.number, test.customer); err != nil || is != test.want {
			t.Errorf("%s: %v, %v", name, is, err)
		}
	}
}
