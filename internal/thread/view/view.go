package view

import (
	"slices"
)

// Message is a message as a frame brings it.
type Message struct {
	Seq       int64  `json:"seq"`
	ID        string `json:"id"`
	ClientID  string `json:"client_id"`
	From      string `json:"from"`
	Text      string `json:"text"`
	Withdrawn bool   `json:"withdrawn"`
}

// State is how far an own text has come.
type State int

// The states of an own text.
const (
	Queued  State = iota // to be sent, at first or again
	Sending              // on its way: nothing else of this conversation is
	Stored               // acknowledged, and not yet reached by the run that is shown
	Failed               // refused for good
)

// Outgoing is an own text that the run shown has not reached.
type Outgoing struct {
	ClientID string
	Text     string
	State    State
	Seq      int64 // when it is stored
}

// mostEarly is how many messages that came too early are kept; past it they are read again anyway.
const mostEarly = 200

// Thread is the conversation on one device. Its zero value has seen nothing.
type Thread struct {
	Epoch    string
	Cursor   int64 // the last message shown
	Shown    []Message
	Outgoing []Outgoing

	early map[int64]Message
}

// Welcome takes the server's epoch. Another one means another history, as after a restore: nothing
// shown before counts, and what it had acknowledged is sent again under its old id.
func (t *Thread) Welcome(epoch string) {
	if t.Epoch != "" && t.Epoch != epoch {
		t.Cursor, t.Shown, t.early = 0, nil, nil
		for i := range t.Outgoing {
			if t.Outgoing[i].State == Stored {
				t.Outgoing[i].State = Queued
			}
		}
	}
	t.Epoch = epoch
}

// Page takes a page that follows what is shown, or with reset the newest one, which replaces it.
func (t *Thread) Page(messages []Message, reset bool) {
	if reset {
		t.Shown, t.Cursor = nil, 0
		if len(messages) > 0 {
			t.Cursor = messages[0].Seq - 1
		}
	}
	t.arrive(messages...)
}

// Live takes a message that was pushed.
func (t *Thread) Live(m Message) { t.arrive(m) }

// Older puts history in front, when it ends where the run shown begins.
func (t *Thread) Older(messages []Message) {
	if len(messages) > 0 && len(t.Shown) > 0 && messages[len(messages)-1].Seq == t.Shown[0].Seq-1 {
		t.Shown = append(slices.Clone(messages), t.Shown...)
	}
}

// Withdrawn empties a message that is shown or came too early.
func (t *Thread) Withdrawn(seq int64) {
	for i := range t.Shown {
		if t.Shown[i].Seq == seq {
			t.Shown[i].Text, t.Shown[i].Withdrawn = "", true
		}
	}
	if m, ok := t.early[seq]; ok {
		m.Text, m.Withdrawn = "", true
		t.early[seq] = m
	}
}

// Compose adds an own text.
func (t *Thread) Compose(clientID, text string) {
	t.Outgoing = append(t.Outgoing, Outgoing{ClientID: clientID, Text: text})
}

// Send is the text to send now, which from then on is on its way: the oldest that waits, and none while
// one is on its way.
func (t *Thread) Send() (Outgoing, bool) {
	next := -1
	for i, o := range t.Outgoing {
		if o.State == Sending {
			return Outgoing{}, false
		}
		if next < 0 && o.State == Queued {
			next = i
		}
	}
	if next < 0 {
		return Outgoing{}, false
	}
	t.Outgoing[next].State = Sending
	return t.Outgoing[next], true
}

// Acknowledged notes that an own text is stored; its place may be the next to be shown.
func (t *Thread) Acknowledged(clientID, id string, seq int64) {
	if o := t.outgoing(clientID); o != nil {
		text := o.Text
		o.State, o.Seq = Stored, seq
		t.arrive(Message{Seq: seq, ID: id, ClientID: clientID, From: "shopper", Text: text})
	}
}

// Refused notes that an own text was not taken: now, or for good.
func (t *Thread) Refused(clientID string, again bool) {
	if o := t.outgoing(clientID); o != nil {
		o.State = Failed
		if again {
			o.State = Queued
		}
	}
}

// Disconnected makes what was on its way wait again: nobody knows whether it has arrived.
func (t *Thread) Disconnected() {
	for i := range t.Outgoing {
		if t.Outgoing[i].State == Sending {
			t.Outgoing[i].State = Queued
		}
	}
}

// Gap says that something is known to be missing, so that only reading anew can close it. head is the
// newest message the server has told of.
func (t *Thread) Gap(head int64) bool { return len(t.early) > 0 || head > t.Cursor }

// Waiting is how many own texts are not stored and not refused.
func (t *Thread) Waiting() int {
	n := 0
	for _, o := range t.Outgoing {
		if o.State == Queued || o.State == Sending {
			n++
		}
	}
	return n
}

func (t *Thread) outgoing(clientID string) *Outgoing {
	for i := range t.Outgoing {
		if t.Outgoing[i].ClientID == clientID {
			return &t.Outgoing[i]
		}
	}
	return nil
}

func (t *Thread) arrive(messages ...Message) {
	// All are taken before any is shown: what comes now is newer than what came too early.
	for _, m := range messages {
		if m.Seq > t.Cursor && (len(t.early) < mostEarly || m.Seq <= t.Cursor+int64(len(messages))) {
			if t.early == nil {
				t.early = map[int64]Message{}
			}
			t.early[m.Seq] = m
		}
	}
	t.advance()
	for seq := range t.early {
		if seq <= t.Cursor {
			delete(t.early, seq)
		}
	}
	t.settle()
}

// advance shows what is next.
func (t *Thread) advance() {
	for m, ok := t.early[t.Cursor+1]; ok; m, ok = t.early[t.Cursor+1] {
		t.Shown = append(t.Shown, m)
		delete(t.early, m.Seq)
		t.Cursor = m.Seq
	}
}

// settle lets own texts go that the run shown has reached.
func (t *Thread) settle() {
	if len(t.Outgoing) == 0 {
		return
	}
	mine := map[string]bool{}
	for _, m := range t.Shown {
		if m.From == "shopper" {
			mine[m.ClientID] = true
		}
	}
	t.Outgoing = slices.DeleteFunc(t.Outgoing, func(o Outgoing) bool {
		return mine[o.ClientID] || o.State == Stored && o.Seq <= t.Cursor
	})
}
