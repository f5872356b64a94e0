package thread

import (
	"sync"
	"time"
)

// maxBatch is how many messages share a commit at most.
const maxBatch = 128

// patience is how long messages wait for the writer that is at work before another one helps.
const patience = 25 * time.Millisecond

// line holds the messages that wait for a writer. Writers come and go: one starts when a message finds
// none at work, and ends when nothing waits for it, so an idle program has none. What comes while it
// writes shares its next commit; another starts only when it is held up, as by a conversation that
// somebody else has locked.
// A conversation is written by one writer at a time: its messages are committed, and told, in order.
type line struct {
	mu       sync.Mutex
	waiting  []*job
	busy     map[int64]bool // conversations in a batch that is being written
	writing  int
	writers  int
	taken    time.Time // when the last batch was
	watching bool
}

func (l *line) add(j *job, start func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, j)
	if l.writing == 0 {
		l.writing++
		go start()
		return
	}
	l.watch(start)
}

// watch looks again after a while whether those who wait need a further writer.
func (l *line) watch(start func()) {
	if l.watching || l.writing >= l.writers {
		return
	}
	l.watching = true
	time.AfterFunc(patience, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.watching = false
		if len(l.waiting) == 0 || l.writing == 0 {
			return
		}
		if time.Since(l.taken) >= patience && l.writing < l.writers {
			l.writing++
			go start()
		}
		l.watch(start)
	})
}

// next takes back the batch that is written and gives the writer another; with none the writer ends.
// What waits for another writer's conversation is that writer's next batch.
func (l *line) next(written []*job) []*job {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, j := range written {
		delete(l.busy, j.ConversationID)
	}
	var batch []*job
	left := l.waiting[:0]
	for _, j := range l.waiting {
		if len(batch) < maxBatch && !l.busy[j.ConversationID] {
			batch = append(batch, j)
		} else {
			left = append(left, j)
		}
	}
	clear(l.waiting[len(left):])
	l.waiting = left
	if len(batch) == 0 {
		l.writing--
		return nil
	}
	if l.busy == nil {
		l.busy = map[int64]bool{}
	}
	for _, j := range batch {
		l.busy[j.ConversationID] = true
	}
	l.taken = time.Now()
	return batch
}
