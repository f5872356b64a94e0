package chat

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/live"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// lookersTopic carries between programs who looks at what and who writes.
const lookersTopic = "lookers"

const (
	lookersBeat = 5 * time.Second  // between two repetitions of what is true here
	lookersLife = 15 * time.Second // after which what another program said is no longer believed
	maxWriting  = thread.MaxText   // of a text that is still being written
)

// lookNews is what one program tells the others of one of its sockets.
type lookNews struct {
	Node    string  `json:"node"`
	Gone    bool    `json:"gone,omitempty"`
	LeftMS  int64   `json:"left_ms,omitempty"` // for how long the writing is still true
	Looking looking `json:"looking"`
}

type lookersFrame struct {
	T            string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
	People       []looker  `json:"people"`
}

// writingFrame is what a colleague has written so far, for those who have the conversation on the screen.
type writingFrame struct {
	T            string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
	StaffID      int64     `json:"staff_id"`
	Name         string    `json:"name"`
	Kind         string    `json:"kind"`
	Text         string    `json:"text"`
}

// look notes which conversation a console shows, and what is written there. An empty one ends both.
func (k *console) look(ctx context.Context, c *conn, f inFrame) error {
	if f.Conversation == "" {
		c.s.lookAway(ctx, c.id)
		return nil
	}
	uid, err := uuid.Parse(f.Conversation)
	if err != nil {
		return refusal(closeBadFrame)
	}
	l := looking{Socket: c.id, StaffID: k.who.ID, Name: k.who.Name, UID: uid}
	if f.T == "writing" && k.who.Can("tickets:write") && f.Text != "" {
		if f.Kind != "answer" && f.Kind != "note" {
			return refusal(closeBadFrame)
		}
		l.Kind, l.Text = f.Kind, ending(f.Text, maxWriting)
	}
	if l.ID, err = k.conversationID(ctx, c, uid); err != nil || l.ID == 0 {
		return err
	}
	c.s.lookAt(ctx, l)
	return nil
}

// conversationID finds the row of a conversation; 0 for one that is not there.
func (k *console) conversationID(ctx context.Context, c *conn, uid uuid.UUID) (int64, error) {
	if o := k.shown(uid); o != nil {
		return o.id, nil
	}
	conv, err := thread.ByUID(ctx, c.s.db, uid)
	if fault.Is(err, fault.NotFound) {
		return 0, nil
	}
	return conv.ID, err
}

func (s *Service) lookAt(ctx context.Context, l looking) {
	l.here = true
	changed := s.lookers.put(l, time.Now(), s.limits.Typing*3/4)
	if len(changed) == 0 {
		return
	}
	s.announce(ctx, l, false)
	s.tellLookers(ctx, changed)
}

func (s *Service) lookAway(ctx context.Context, socket int64) {
	l, was := s.lookers.drop(socket)
	if !was {
		return
	}
	s.announce(ctx, l, true)
	s.tellLookers(ctx, []place{{l.ID, l.UID}})
}

// announce tells the other programs; this one knows.
func (s *Service) announce(ctx context.Context, l looking, gone bool) {
	news := lookNews{Node: s.hub.Node(), Gone: gone, Looking: l}
	if l.Kind != "" {
		news.LeftMS = (s.limits.Typing * 3 / 4).Milliseconds()
		if !l.until.IsZero() {
			news.LeftMS = time.Until(l.until).Milliseconds()
		}
	}
	s.hub.Publish(ctx, lookersTopic, encode(news))
}

// hearLookers listens to the other programs until the context ends.
func (s *Service) hearLookers(ctx context.Context) {
	for ctx.Err() == nil {
		lost := make(chan struct{})
		var sub *live.Sub
		sub = live.NewSub(func() { s.hands.run(func() { s.drainLookers(ctx, sub) }) }, func() { close(lost) })
		s.hub.Subscribe(sub, lookersTopic)
		select {
		case <-ctx.Done():
		case <-lost: // what was missed is repeated within the next beat
		}
		s.hub.Leave(sub)
	}
}

func (s *Service) drainLookers(ctx context.Context, sub *live.Sub) {
	for f, ok := sub.Next(); ok; f, ok = sub.Next() {
		var news lookNews
		if err := json.Unmarshal(f.Payload, &news); err != nil || news.Node == s.hub.Node() {
			continue
		}
		l := news.Looking
		if news.Gone {
			if was, known := s.lookers.drop(l.Socket); known {
				s.tellLookers(ctx, []place{{was.ID, was.UID}})
			}
			continue
		}
		s.tellLookers(ctx, s.lookers.put(l, time.Now(), time.Duration(news.LeftMS)*time.Millisecond))
	}
}

// tendLookers ends what is over, and repeats from time to time what is true here.
func (s *Service) tendLookers(ctx context.Context, now time.Time, repeat bool) {
	changed, stopped := s.lookers.lapse(now)
	for _, l := range stopped {
		s.announce(ctx, l, false)
	}
	s.tellLookers(ctx, changed)
	if !repeat {
		return
	}
	for _, l := range s.lookers.ours() {
		s.announce(ctx, l, false)
	}
}

// tellLookers tells the consoles of this program: all of them who is where, and those that show the
// conversation what is written.
func (s *Service) tellLookers(ctx context.Context, places []place) {
	for _, p := range places {
		people, texts := s.lookers.at(p.uid)
		s.hub.PublishLocal(consoleTopic, tagged(frameJSON, encode(lookersFrame{"lookers", p.uid, people})))
		for _, l := range texts {
			s.hub.PublishLocal(notesTopic(p.id), tagged(frameJSON, encode(writingFrame{"writing", p.uid, l.StaffID, l.Name, l.Kind, l.Text})))
		}
	}
}

// lookersNow tells a console that has just come who is where.
func (s *Service) lookersNow(c *conn) {
	for _, p := range s.lookers.places() {
		people, _ := s.lookers.at(p.uid)
		c.push(encode(lookersFrame{"lookers", p.uid, people}))
	}
}

// looker is a member of staff who has a conversation on the screen.
type looker struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Writing string `json:"writing"` // "", "answer" or "note"
}

// place is a conversation by its row and by its public name.
type place struct {
	id  int64
	uid uuid.UUID
}

func byName(a, b looker) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

func sortedPlaces(places map[place]bool) []place {
	list := make([]place, 0, len(places))
	for p := range places {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b place) int { return cmp.Compare(a.id, b.id) })
	return list
}
