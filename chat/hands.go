package chat

import (
	"runtime/debug"
	"time"
)

// hands do what has to be done for sockets, so that a socket's own goroutine only waits and keeps the
// smallest stack: what decodes frames and asks the database needs a stack several times as large,
// and of those there need be only as many as are at work.
type hands struct{ work chan func() }

// handRest is how long a hand waits for something to do.
const handRest = 2 * time.Second

func newHands() *hands { return &hands{work: make(chan func())} }

// run lets a hand that is free do it, or else a new one. It does not wait.
func (h *hands) run(f func()) {
	select {
	case h.work <- f:
	default:
		go h.hand(f)
	}
}

func (h *hands) hand(f func()) {
	rest := time.NewTimer(handRest)
	defer rest.Stop()
	for {
		f()
		rest.Reset(handRest)
		select {
		case f = <-h.work:
		case <-rest.C:
			return
		}
	}
}

// crowd is so many new sockets that it is worth giving back what their arrival has taken.
const crowd = 500

// calm gives memory back to the system when a crowd has arrived and nobody follows: opening sockets
// takes several times of what they keep.
type calm struct{ last, settled int64 }

// look is called once a second with the number of sockets that there have been so far.
func (c *calm) look(opened int64) {
	if opened == c.last && opened-c.settled >= crowd {
		c.settled = opened
		debug.FreeOSMemory()
	}
	c.last = opened
}
