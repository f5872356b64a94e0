package smtpfault

import (
	"encoding/json"
	"io"
	"slices"
	"sync"
	"time"
)

// Line is a message that arrived, whole or cut.
type Line struct {
	At         time.Time `json:"at"`
	DeliveryID string    `json:"delivery_id"`
	MessageID  string    `json:"message_id"`
	Rcpt       string    `json:"rcpt"`
	Acked      bool      `json:"acked"`   // the sender was told 250, or it was on its way to being told
	Outcome    string    `json:"outcome"` // sent, 250drop, drop, hang, cut, or the reply that refused it
}

// Silent reports whether the whole message was taken and nothing was said about it.
func (l Line) Silent() bool { return l.Outcome == Drop || l.Outcome == Hang }

// Journal keeps lines in memory and, when it has a writer, as JSON lines.
type Journal struct {
	mu    sync.Mutex
	lines []Line
	w     io.Writer
}

// NewJournal writes to w too, unless it is nil.
func NewJournal(w io.Writer) *Journal { return &Journal{w: w} }

// Add writes a line down.
func (j *Journal) Add(l Line) {
	j.mu.Lock()
	defer j.mu.Unlock()
	l.At = time.Now()
	j.lines = append(j.lines, l)
	if j.w == nil {
		return
	}
	if text, err := json.Marshal(l); err == nil {
		_, _ = j.w.Write(append(text, '\n'))
	}
}

// Len is the number of lines.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.lines)
}

// Lines are all lines so far.
func (j *Journal) Lines() []Line {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.lines)
}
