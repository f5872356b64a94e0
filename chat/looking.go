package chat

import (
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// looking is what one socket of a console looks at, and what is written there.
type looking struct {
	Socket  int64     `json:"socket"`
	StaffID int64     `json:"staff_id"`
	Name    string    `json:"name"`
	ID      int64     `json:"id"`
	UID     uuid.UUID `json:"uid"`
	Kind    string    `json:"kind,omitempty"` // answer or note; empty while nothing is written
	Text    string    `json:"text,omitempty"`

	here  bool      // of this program
	until time.Time // end of the writing
	heard time.Time
}

func (l *looking) place() place { return place{l.ID, l.UID} }

// lookers knows who of the staff looks at what, in all programs. Nothing of it is stored: it is true for
// some seconds, and whoever is still there says so again.
type lookers struct {
	mu      sync.Mutex
	sockets map[int64]*looking
}

func newLookers() *lookers { return &lookers{sockets: map[int64]*looking{}} }

// put notes what a socket looks at, and answers the conversations where that changes something. Writing
// is true for as long as is given.
func (k *lookers) put(l looking, now time.Time, writing time.Duration) []place {
	k.mu.Lock()
	defer k.mu.Unlock()
	changed := map[place]bool{}
	was := k.sockets[l.Socket]
	switch {
	case was == nil:
		changed[l.place()] = true
	case was.UID != l.UID:
		changed[was.place()], changed[l.place()] = true, true
	case was.Kind != l.Kind || was.Text != l.Text:
		changed[l.place()] = true
	}
	l.heard = now
	if l.Kind != "" {
		l.until = now.Add(writing)
	}
	k.sockets[l.Socket] = &l
	return sortedPlaces(changed)
}

// drop forgets a socket.
func (k *lookers) drop(socket int64) (was looking, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	l := k.sockets[socket]
	if l == nil {
		return looking{}, false
	}
	delete(k.sockets, socket)
	return *l, true
}

// lapse ends the writing nobody has gone on with, and forgets those of other programs that are not heard
// any more. It answers the conversations where that changes something, and whose writing here has ended.
func (k *lookers) lapse(now time.Time) (changed []place, stopped []looking) {
	k.mu.Lock()
	defer k.mu.Unlock()
	places := map[place]bool{}
	for socket, l := range k.sockets {
		if !l.here && now.Sub(l.heard) > lookersLife {
			delete(k.sockets, socket)
			places[l.place()] = true
			continue
		}
		if l.Kind == "" || now.Before(l.until) {
			continue
		}
		l.Kind, l.Text, l.until = "", "", time.Time{}
		places[l.place()] = true
		if l.here {
			stopped = append(stopped, *l)
		}
	}
	return sortedPlaces(places), stopped
}

// ours are those of this program.
func (k *lookers) ours() []looking {
	k.mu.Lock()
	defer k.mu.Unlock()
	var list []looking
	for _, l := range k.sockets {
		if l.here {
			list = append(list, *l)
		}
	}
	return list
}

// places are the conversations somebody looks at.
func (k *lookers) places() []place {
	k.mu.Lock()
	defer k.mu.Unlock()
	places := map[place]bool{}
	for _, l := range k.sockets {
		places[l.place()] = true
	}
	return sortedPlaces(places)
}

// at answers who looks at a conversation, each once however many windows they have, and what those who
// write there have written so far.
func (k *lookers) at(uid uuid.UUID) (people []looker, texts []looking) {
	k.mu.Lock()
	defer k.mu.Unlock()
	people = []looker{}
	for _, l := range k.sockets {
		if l.UID != uid {
			continue
		}
		i := slices.IndexFunc(people, func(p looker) bool { return p.ID == l.StaffID })
		if i < 0 {
			people = append(people, looker{ID: l.StaffID, Name: l.Name})
			i = len(people) - 1
		}
		if l.Kind != "" {
			people[i].Writing = l.Kind
			texts = append(texts, *l)
		}
	}
	slices.SortFunc(people, byName)
	return people, texts
}
