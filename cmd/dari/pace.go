package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A chat makes garbage by the megabyte and keeps hardly anything, so its collector runs several times a
// second, and takes a tenth of what the program does, in the very moments in which there is most to do. While
// that is so the heap may grow further between two collections, by 64 MB at most; an idle program keeps
// what it needs and no more.
const (
	calmPercent  = 100              // Go's own
	busyPercent  = 400              // at most
	busyGrowth   = 64 << 20         // bytes beyond what calmPercent allows
	soonAfter    = time.Second      // between two collections: the program is busy
	longAfter    = 4 * time.Second  // and then is not any more
	paceAfter    = 10 * time.Second // starting is no work of this kind
	liveHeap     = "/gc/heap/live:bytes"
	paceOverride = "GOGC" // who sets it knows better
)

// pacer sets how far the heap grows, once after each collection.
type pacer struct {
	last    time.Time
	percent int
}

// lap is what nobody holds: the next collection finds it.
type lap struct{ p *pacer }

func paceCollections() {
	if os.Getenv(paceOverride) != "" {
		return
	}
	p := &pacer{percent: calmPercent}
	time.AfterFunc(paceAfter, func() { p.await() })
}

func (p *pacer) await() {
	runtime.SetFinalizer(&lap{p}, func(l *lap) {
		live := []metrics.Sample{{Name: liveHeap}}
		metrics.Read(live)
		now := time.Now()
		if percent := l.p.next(now, live[0].Value.Uint64()); percent != l.p.percent {
			l.p.percent = percent
			debug.SetGCPercent(percent)
		}
		l.p.last = now
		l.p.await()
	})
}

// next is by how much of what lives the heap may grow from now on.
func (p *pacer) next(now time.Time, live uint64) int {
	limit := soonAfter
	if p.percent > calmPercent {
		limit = longAfter
	}
	if now.Sub(p.last) > limit || live == 0 {
		return calmPercent
	}
	return min(busyPercent, calmPercent+int(busyGrowth*100/live))
}
