package chat

import (
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// wire is a network that notes each call, and may hold one up.
type wire struct {
	net.Conn
	mu     sync.Mutex
	calls  []string
	fail   error
	enter  chan struct{} // told when a call has come, if there is one
	resume chan struct{}
}

func (w *wire) Write(b []byte) (int, error) {
	if w.enter != nil {
		w.enter <- struct{}{}
		<-w.resume
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, string(b))
	return len(b), w.fail
}

func (w *wire) SetWriteDeadline(time.Time) error { return nil }

func say(t *testing.T, k *cork, text string) {
	t.Helper()
	if n, err := k.Write([]byte(text)); n != len(text) || err != nil {
		t.Errorf("Write(%q) = %d, %v", text, n, err)
	}
}

func TestWhatIsGatheredLeavesAtOnceAndInOrder(t *testing.T) {
	w := &wire{}
	k := &cork{Conn: w}
	say(t, k, "a") // nothing is held: it leaves
	k.hold()
	say(t, k, "b")
	say(t, k, "c")
	if len(w.calls) != 1 {
		t.Errorf("%q left before its time", w.calls)
	}
	if err := k.pass(); err != nil {
		t.Error(err)
	}
	if err := k.pass(); err != nil { // with nothing there
		t.Error(err)
	}
	k.hold()
	say(t, k, strings.Repeat("d", corkSize)) // more is not gathered
	say(t, k, "e")
	if err := k.pass(); err != nil {
		t.Error(err)
	}
	if got := strings.Join(w.calls, "|"); got != "a|bc|"+strings.Repeat("d", corkSize)+"|e" || k.out != nil {
		t.Errorf("%d calls: %.40s", len(w.calls), got)
	}
}

func TestWhoWritesWhileTheNetworkTakesItsTimeDoesNotWait(t *testing.T) {
	w := &wire{enter: make(chan struct{}), resume: make(chan struct{})}
	k := &cork{Conn: w}
	k.hold()
	say(t, k, "frame")
	passed := make(chan error)
	go func() { passed <- k.pass() }()
	<-w.enter
	say(t, k, "close") // goes behind, by the hand of the one who writes
	if err := k.pass(); err != nil {
		t.Error(err)
	}
	w.resume <- struct{}{}
	<-w.enter
	w.resume <- struct{}{}
	if err := <-passed; err != nil || strings.Join(w.calls, "|") != "frame|close" {
		t.Errorf("%q, %v", w.calls, err)
	}
}

func TestAfterAnErrorNothingIsWritten(t *testing.T) {
	broken := errors.New("broken")
	w := &wire{fail: broken}
	k := &cork{Conn: w}
	k.hold()
	say(t, k, "a")
	if err := k.pass(); !errors.Is(err, broken) {
		t.Errorf("pass = %v", err)
	}
	if _, err := k.Write([]byte("b")); !errors.Is(err, broken) || len(w.calls) != 1 {
		t.Errorf("Write = %v after %q", err, w.calls)
	}
}
