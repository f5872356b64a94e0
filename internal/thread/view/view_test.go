package view_test

import (
	"fmt"
	"slices"
	"testing"

	"dari/internal/thread/view"

	"pgregory.net/rapid"
)

// The world of the property (C-12): what is stored, two programs that push it, a network that cuts
// connections between any two frames, and one client. Frames of one connection stay in order, as TCP
// keeps them; what programs tell each other may be lost, doubled and shuffled, as with Redis.
type world struct {
	stored   []view.Message
	byClient map[string]int64
	epoch    int
	composed []string

	client view.Thread
	conn   *connection // nil while away
	made   int
}

type connection struct {
	up, down []frame
	cursor   int64 // what the program has sent of the conversation
	greeted  bool
	events   []int64 // heads and messages on their way to this program
}

type frame struct {
	kind     string
	messages []view.Message
	reset    bool
	id       string
	text     string
	seq      int64
	epoch    string
}

const (
	page   = 5  // messages of a fresh view
	maxGap = 12 // who has missed more begins anew
)

func (w *world) name() string { return fmt.Sprint("epoch-", w.epoch) }

// store is thread's Append: once for each client id.
func (w *world) store(from, clientID, text string) (seq int64) {
	if seq, ok := w.byClient[clientID]; ok {
		return seq
	}
	w.made++
	seq = int64(len(w.stored)) + 1
	w.stored = append(w.stored, view.Message{Seq: seq, ID: fmt.Sprint("m", w.made), ClientID: clientID, From: from, Text: text})
	w.byClient[clientID] = seq
	if w.conn != nil {
		w.conn.events = append(w.conn.events, seq)
	}
	return seq
}

func (w *world) connect() {
	w.conn = &connection{up: []frame{{kind: "hello", epoch: w.client.Epoch, seq: w.client.Cursor}}}
}

func (w *world) cut() {
	w.conn = nil
	w.client.Disconnected()
}

// serve takes one frame of the client.
func (w *world) serve() {
	c, f := w.conn, w.conn.up[0]
	c.up = c.up[1:]
	switch f.kind {
	case "hello":
		c.greeted, c.cursor = true, f.seq
		c.down = append(c.down, frame{kind: "welcome", epoch: w.name()})
		head := int64(len(w.stored))
		if f.epoch != w.name() || f.seq <= 0 || head-f.seq > maxGap || head < f.seq {
			newest := slices.Clone(w.stored[max(0, len(w.stored)-page):])
			c.down = append(c.down, frame{kind: "messages", messages: newest, reset: true})
			c.cursor = head
			return
		}
		for seq := range f.seq {
			if w.stored[seq].Withdrawn {
				c.down = append(c.down, frame{kind: "withdrawn", seq: seq + 1})
			}
		}
		w.fill()
	case "send":
		seq := w.store("shopper", f.id, f.text)
		c.down = append(c.down, frame{kind: "ack", id: f.id, text: w.stored[seq-1].ID, seq: seq})
	}
}

// fill is a gap read from the database.
func (w *world) fill() {
	c := w.conn
	c.down = append(c.down, frame{kind: "messages", messages: slices.Clone(w.stored[c.cursor:])})
	c.cursor = int64(len(w.stored))
}

// event takes one of what the programs tell each other, at any place of the queue.
func (w *world) event(at int, drop, again bool) {
	c := w.conn
	seq := c.events[at]
	if !again {
		c.events = slices.Delete(c.events, at, at+1)
	}
	switch {
	case drop || !c.greeted || seq <= c.cursor:
	case seq == c.cursor+1:
		c.cursor = seq
		c.down = append(c.down, frame{kind: "message", messages: []view.Message{w.stored[seq-1]}})
	default:
		w.fill()
	}
}

// show takes one frame of the program.
func (w *world) show() {
	c, f := w.conn, w.conn.down[0]
	c.down = c.down[1:]
	switch f.kind {
	case "welcome":
		w.client.Welcome(f.epoch)
	case "messages":
		w.client.Page(f.messages, f.reset)
	case "message":
		w.client.Live(f.messages[0])
	case "withdrawn":
		w.client.Withdrawn(f.seq)
	case "ack":
		w.client.Acknowledged(f.id, f.text, f.seq)
	}
}

func (w *world) pump() {
	if w.conn == nil || !w.conn.greeted {
		return
	}
	if o, ok := w.client.Send(); ok {
		w.conn.up = append(w.conn.up, frame{kind: "send", id: o.ClientID, text: o.Text})
	}
}

func (w *world) compose() {
	id := fmt.Sprint("c", len(w.composed))
	w.composed = append(w.composed, id)
	w.client.Compose(id, "text of "+id)
}

// check is the promise: an unbroken run of what is stored, each message once.
func (w *world) check(t *rapid.T) {
	if w.client.Epoch != "" && w.client.Epoch != w.name() {
		return // the history it shows is gone, and the next welcome says so
	}
	for i, m := range w.client.Shown {
		if m.Seq != w.client.Shown[0].Seq+int64(i) {
			t.Fatalf("shown: %d follows %d", m.Seq, w.client.Shown[i-1].Seq)
		}
		if stored := w.stored[m.Seq-1]; m.ID != stored.ID || m.ClientID != stored.ClientID {
			t.Fatalf("message %d is shown as %s, stored as %s", m.Seq, m.ID, stored.ID)
		}
	}
	if n := len(w.client.Shown); n > 0 && w.client.Shown[n-1].Seq != w.client.Cursor {
		t.Fatalf("the cursor is %d after message %d", w.client.Cursor, w.client.Shown[n-1].Seq)
	}
}

// settle lets all that is under way arrive on a new connection.
func (w *world) settle() {
	w.cut()
	w.connect()
	for len(w.conn.up)+len(w.conn.down)+len(w.conn.events) > 0 || w.client.Waiting() > 0 {
		switch c := w.conn; {
		case len(c.up) > 0:
			w.serve()
		case len(c.down) > 0:
			w.show()
		case len(c.events) > 0:
			w.event(0, false, false)
		default:
			w.pump()
		}
	}
}

func TestWhatIsShownIsAlwaysARunOfWhatIsStored(t *testing.T) { // C-12
	rapid.Check(t, func(t *rapid.T) {
		w := &world{byClient: map[string]int64{}}
		connected := func(t *rapid.T) {
			if w.conn == nil {
				t.Skip("away")
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"":        w.check,
			"compose": func(*rapid.T) { w.compose() },
			"agent":   func(*rapid.T) { w.store("agent", fmt.Sprint("a", w.made), "x") },
			"connect": func(t *rapid.T) { w.client.Disconnected(); w.connect() },
			"cut":     func(t *rapid.T) { connected(t); w.cut() },
			"send":    func(t *rapid.T) { connected(t); w.pump() },
			"serve": func(t *rapid.T) {
				connected(t)
				if len(w.conn.up) == 0 {
					t.Skip("nothing came")
				}
				w.serve()
			},
			"show": func(t *rapid.T) {
				connected(t)
				if len(w.conn.down) == 0 {
					t.Skip("nothing came")
				}
				w.show()
			},
			"event": func(t *rapid.T) {
				connected(t)
				if len(w.conn.events) == 0 {
					t.Skip("nothing came")
				}
				at := rapid.IntRange(0, len(w.conn.events)-1).Draw(t, "which")
				w.event(at, rapid.Bool().Draw(t, "lost"), rapid.IntRange(0, 3).Draw(t, "again") == 0)
			},
			"poll": func(t *rapid.T) { // the look at the heads: what was lost costs seconds, never a message
				connected(t)
				if w.conn.greeted && w.conn.cursor < int64(len(w.stored)) {
					w.fill()
				}
			},
			"withdraw": func(t *rapid.T) {
				if len(w.stored) == 0 {
					t.Skip("nothing is stored")
				}
				seq := rapid.IntRange(1, len(w.stored)).Draw(t, "seq")
				w.stored[seq-1].Withdrawn, w.stored[seq-1].Text = true, ""
				if w.conn != nil && w.conn.greeted {
					w.conn.down = append(w.conn.down, frame{kind: "withdrawn", seq: int64(seq)})
				}
			},
			"restore": func(t *rapid.T) { // from a backup, and with another epoch: the newest is gone
				if rapid.IntRange(0, 9).Draw(t, "luck") > 0 {
					t.Skip("rare")
				}
				w.cut()
				w.epoch++
				w.stored = w.stored[:rapid.IntRange(0, len(w.stored)).Draw(t, "kept")]
				clear(w.byClient)
				for _, m := range w.stored {
					w.byClient[m.ClientID] = m.Seq
				}
				// What was acknowledged and shown is lost with the database; nobody can know of it.
				w.composed = slices.DeleteFunc(w.composed, func(id string) bool {
					_, kept := w.byClient[id]
					return !kept && !slices.ContainsFunc(w.client.Outgoing, func(o view.Outgoing) bool { return o.ClientID == id })
				})
			},
		})
		w.settle()
		w.check(t)
		if w.client.Cursor != int64(len(w.stored)) || len(w.client.Outgoing) != 0 {
			t.Fatalf("at the end %d of %d are shown, %d wait", w.client.Cursor, len(w.stored), len(w.client.Outgoing))
		}
		for _, m := range w.client.Shown {
			if stored := w.stored[m.Seq-1]; m.Withdrawn != stored.Withdrawn || m.Text != stored.Text {
				t.Fatalf("message %d is shown as %+v, stored as %+v", m.Seq, m, stored)
			}
		}
		var mine []string
		for _, m := range w.stored {
			if m.From == "shopper" {
				mine = append(mine, m.ClientID)
			}
		}
		if w.epoch == 0 && !slices.Equal(mine, w.composed) {
			t.Fatalf("composed %v, stored %v", w.composed, mine)
		}
		for _, id := range w.composed {
			if !slices.Contains(mine, id) {
				t.Fatalf("%s was composed and is not stored", id)
			}
		}
	})
}
