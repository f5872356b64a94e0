package report

import (
	"time"

	"dari/internal/shop/hours"
)

// reopenWithin is how long after it was settled a ticket counts as reopened by what the shopper writes.
const reopenWithin = 7 * 24 * time.Hour

// step is an event of a ticket, as far as facts are made of it.
type step struct {
	TicketID int64
	Seq      int64
	Kind     string
	Actor    string // shopper, agent or system
	ActorID  int64
	OwnerID  int64 // whom it was given to by this event
	Score    int
	Undoes   bool // it takes back what came before
	At       time.Time
}

// reply is an answer of a person to what a shopper had written.
type reply struct {
	ticketID, seq, staffID int64
	first                  bool
	askedAt, at            time.Time
	business               time.Duration
}

// solving is that a ticket was settled. Its times leave out what it waited for the shopper, or was put aside.
type solving struct {
	ticketID, seq, staffID int64
	at                     time.Time
	wall, business         time.Duration
	replies                int
	reopenedAt             *time.Time
}

// score is what a shopper gave for how it went.
type score struct {
	ticketID, seq, staffID int64
	score                  int
	at                     time.Time
}

// facts are what a ticket's events come to.
type facts struct {
	replies  []reply
	solvings []solving
	scores   []score
}

// tally follows a ticket through its events.
type tally struct {
	facts
	calendar *hours.Calendar

	asked     time.Time // since when the shopper waits for an answer
	running   time.Time // since when it is the staff's turn
	wall      time.Duration
	business  time.Duration
	aside     bool
	settled   bool
	owner     int64
	lastStaff int64
	answers   int
}

// factsOf works out the facts of one ticket; its events are in order. Answers are those of people: what
// a rule or a program says is not one.
func factsOf(events []step, calendar *hours.Calendar) facts {
	t := tally{calendar: calendar}
	for _, e := range events {
		t.add(e)
	}
	return t.facts
}

func (t *tally) add(e step) {
	switch e.Kind {
	case "opened":
		t.run(e.At)
	case "assigned", "routed":
		t.owner = e.OwnerID
	case "released", "returned":
		t.owner = 0
	case "message":
		t.message(e)
	case "snoozed":
		t.aside = true
		t.pause(e.At)
	case "woken":
		t.aside = false
		if !t.asked.IsZero() && !t.settled {
			t.run(e.At)
		}
	case "solved":
		t.solve(e)
	case "reopened":
		t.reopen(e)
	case "closed":
		t.pause(e.At)
	case "rated":
		t.scores = append(t.scores, score{e.TicketID, e.Seq, t.credit(), e.Score, e.At})
	}
}

// credit is who a settling or a score is put down to when nobody else did it.
func (t *tally) credit() int64 {
	if t.lastStaff != 0 {
		return t.lastStaff
	}
	return t.owner
}

func (t *tally) message(e step) {
	switch {
	case e.Actor == "shopper":
		t.aside = false
		if t.asked.IsZero() {
			t.asked = e.At
		}
		if !t.settled {
			t.run(e.At)
		}
	case e.Actor == "agent" && e.ActorID > 0:
		if !t.asked.IsZero() {
			t.replies = append(t.replies, reply{e.TicketID, e.Seq, e.ActorID, t.answers == 0, t.asked, e.At, t.calendar.Between(t.asked, e.At)})
		}
		t.asked, t.lastStaff = time.Time{}, e.ActorID
		t.answers++
		t.pause(e.At)
	}
}

func (t *tally) solve(e step) {
	t.pause(e.At)
	t.settled = true
	who := t.credit()
	if e.Actor == "agent" && e.ActorID > 0 {
		who = e.ActorID
	}
	t.solvings = append(t.solvings, solving{ticketID: e.TicketID, seq: e.Seq, staffID: who, at: e.At, wall: t.wall, business: t.business, replies: t.answers})
}

// reopen takes a ticket up again. A settling that was taken back at once never was one.
func (t *tally) reopen(e step) {
	t.settled = false
	if last := len(t.solvings) - 1; last >= 0 {
		switch s := &t.solvings[last]; {
		case e.Undoes:
			t.solvings = t.solvings[:last]
		case e.Actor == "shopper" && e.At.Sub(s.at) <= reopenWithin:
			at := e.At
			s.reopenedAt = &at
		}
	}
	t.run(e.At)
}

func (t *tally) run(at time.Time) {
	if t.running.IsZero() && !t.aside {
		t.running = at
	}
}

func (t *tally) pause(at time.Time) {
	if t.running.IsZero() {
		return
	}
	t.wall += at.Sub(t.running)
	t.business += t.calendar.Between(t.running, at)
	t.running = time.Time{}
}
