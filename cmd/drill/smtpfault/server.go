package smtpfault

import (
	"bufio"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"time"
)

// Options of Start.
type Options struct {
	Seed    uint64
	Rules   []Rule
	Latency time.Duration // before the answer to the dot
	Journal *Journal      // nil: a new one

	PerConnection int // hang up after so many messages, as real servers do; 0 means never
}

// Server listens on loopback.
type Server struct {
	Journal *Journal

	listener net.Listener
	rules    *rules
	latency  time.Duration
	most     int
	done     chan struct{}
	running  sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]struct{}
	stats map[string]int
}

// Start listens on a free port of 127.0.0.1.
func Start(o Options) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for mail: %w", err)
	}
	if o.Journal == nil {
		o.Journal = NewJournal(nil)
	}
	s := &Server{
		Journal: o.Journal, listener: l, rules: newRules(o.Seed, o.Rules), latency: o.Latency, most: o.PerConnection, done: make(chan struct{}),
		conns: map[net.Conn]struct{}{}, stats: map[string]int{},
	}
	s.running.Go(s.accept)
	return s, nil
}

// Addr is host:port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Stats counts what went wrong, as phase/action.
func (s *Server) Stats() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]int, len(s.stats))
	for k, v := range s.stats {
		out[k] = v
	}
	return out
}

// Close hangs up on everybody and waits for the dialogues to end.
func (s *Server) Close() {
	close(s.done)
	_ = s.listener.Close()
	s.mu.Lock()
	for c := range s.conns {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[conn] = struct{}{}
		s.mu.Unlock()
		s.running.Go(func() {
			d := &dialogue{s: s, conn: conn, r: bufio.NewReader(conn)}
			d.run()
			_ = conn.Close()
			s.mu.Lock()
			delete(s.conns, conn)
			s.mu.Unlock()
		})
	}
}

func (s *Server) count(phase Phase, action string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if code, isReply := strings.CutPrefix(action, "reply:"); isReply {
		action, _, _ = strings.Cut(code, " ")
	}
	s.stats[string(phase)+"/"+action]++
}

// dialogue is one connection.
type dialogue struct {
	s    *Server
	conn net.Conn
	r    *bufio.Reader
	rcpt string
	took int
}

func (d *dialogue) run() {
	if !d.answer(Banner, "220 smtpfault ready") {
		return
	}
	for {
		line, err := d.r.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		if !d.command(strings.ToUpper(verb), rest) {
			return
		}
	}
}

// command answers one line; false ends the dialogue.
func (d *dialogue) command(verb, rest string) bool {
	switch verb {
	case "EHLO", "HELO":
		return d.answer(Ehlo, "250-smtpfault\r\n250-PIPELINING\r\n250 8BITMIME")
	case "MAIL":
		d.rcpt = ""
		return d.answer(Mail, "250 2.1.0 fine")
	case "RCPT":
		return d.recipient(address(rest))
	case "DATA":
		if d.rcpt == "" {
			return d.say("503 5.5.1 no recipient")
		}
		return d.message()
	case "RSET":
		d.rcpt = ""
		return d.answer(Rset, "250 2.0.0 fine")
	case "NOOP":
		return d.say("250 2.0.0 fine")
	case "QUIT":
		d.say("221 2.0.0 bye")
		return false
	default:
		return d.say("500 5.5.2 what?")
	}
}

func (d *dialogue) recipient(to string) bool {
	action := d.s.rules.at(Rcpt, to)
	if action == "" {
		d.rcpt = to
		return d.say("250 2.1.5 fine")
	}
	return d.act(Rcpt, action)
}

func (d *dialogue) message() bool {
	if action := d.s.rules.at(Data, d.rcpt); action != "" {
		return d.act(Data, action)
	}
	if !d.say("354 go on") {
		return false
	}
	line := Line{Rcpt: d.rcpt}
	whole := d.body(&line)
	d.rcpt = ""
	if !whole {
		line.Outcome = "cut"
		d.s.Journal.Add(line)
		return false
	}
	return d.afterDot(line)
}

// body reads to the dot; false when the sender went away before it.
func (d *dialogue) body(line *Line) bool {
	text := textproto.NewReader(d.r)
	headers := true
	for {
		s, err := text.ReadLine()
		switch {
		case err != nil:
			return false
		case s == ".":
			return true
		case s == "":
			headers = false
		case headers:
			name, value, _ := strings.Cut(s, ":")
			switch strings.ToLower(name) {
			case "x-delivery-id":
				line.DeliveryID = strings.TrimSpace(value)
			case "message-id":
				line.MessageID = strings.TrimSpace(value)
			}
		}
	}
}

// afterDot writes the line down before it answers: what is acknowledged is in the journal.
func (d *dialogue) afterDot(line Line) bool {
	if d.s.latency > 0 {
		select {
		case <-time.After(d.s.latency):
		case <-d.s.done:
		}
	}
	switch action := d.s.rules.at(Dot, line.Rcpt); action {
	case "":
		line.Acked, line.Outcome = true, "sent"
		d.s.Journal.Add(line)
		d.took++
		return d.say("250 2.0.0 taken") && (d.s.most == 0 || d.took < d.s.most)
	case Reply250Drop:
		line.Acked, line.Outcome = true, "250drop"
		d.s.Journal.Add(line)
		return d.act(Dot, action)
	default:
		line.Outcome = action
		d.s.Journal.Add(line)
		return d.act(Dot, action)
	}
}

// answer says the usual, unless a rule has something else in mind.
func (d *dialogue) answer(phase Phase, usual string) bool {
	if action := d.s.rules.at(phase, d.rcpt); action != "" {
		return d.act(phase, action)
	}
	return d.say(usual)
}

// act does what a rule says; false ends the dialogue.
func (d *dialogue) act(phase Phase, action string) bool {
	d.s.count(phase, action)
	switch action {
	case Drop:
		return false
	case Hang:
		<-d.s.done
		return false
	case Reply250Drop:
		d.say("250 2.0.0 taken")
		return false
	default:
		reply := strings.TrimPrefix(action, "reply:")
		return d.say(reply) && !strings.HasPrefix(reply, "421")
	}
}

func (d *dialogue) say(text string) bool {
	_, err := d.conn.Write([]byte(text + "\r\n"))
	return err == nil
}

// address is what stands between the angle brackets of RCPT TO.
func address(rest string) string {
	_, rest, _ = strings.Cut(rest, "<")
	to, _, _ := strings.Cut(rest, ">")
	return to
}
