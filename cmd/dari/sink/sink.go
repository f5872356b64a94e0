// Package sink is the world outside of `dari dev`: an SMTP server and an SMS gateway that accept
// everything, send nothing on, and show what they got at /dev/outbox.json. What was captured is
// kept in a file, so that it is there after a restart.
package sink

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"
	"github.com/jhillyerd/enmime/v2"
)

// Message is one captured mail or SMS.
type Message struct {
	ID         string              `json:"id"`
	Channel    string              `json:"channel"` // email or sms
	From       string              `json:"from"`
	To         string              `json:"to"`
	Subject    string              `json:"subject"`
	Text       string              `json:"text"`
	HTML       string              `json:"html"`
	Headers    map[string][]string `json:"headers"`
	DeliveryID string              `json:"delivery_id"`
	CapturedAt time.Time           `json:"captured_at"`
}

// keep is how many messages are shown; older ones stay in the file.
const keep = 5000

// Sink captures.
type Sink struct {
	mu       sync.Mutex
	messages []Message
	file     *os.File
	smtp     *smtp.Server
	listener net.Listener
}

// Open reads what was captured before and listens for SMTP on a free port of loopback.
func Open(path string) (*Sink, error) {
	s := &Sink{}
	if err := s.load(path); err != nil {
		return nil, err
	}
	var err error
	if s.file, err = os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return nil, fmt.Errorf("open the outbox: %w", err)
	}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("listen for mail: %w", err)
	}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }))
	s.smtp.Domain, s.smtp.EnableSMTPUTF8 = "localhost", true
	s.smtp.ReadTimeout, s.smtp.WriteTimeout = 60*time.Second, 60*time.Second
	s.smtp.MaxMessageBytes = 32 << 20
	return s, nil
}

// SMTPAddr is where mails are to be delivered, as 127.0.0.1:2525.
func (s *Sink) SMTPAddr() string { return s.listener.Addr().String() }

// Run serves SMTP until Close.
func (s *Sink) Run() error {
	if err := s.smtp.Serve(s.listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
		return fmt.Errorf("serve the mail sink: %w", err)
	}
	return nil
}

// Close stops the SMTP server and closes the file.
func (s *Sink) Close() error { return errors.Join(s.smtp.Close(), s.file.Close()) }

// Messages are the captured ones, newest first; a non-empty address keeps only those sent to it.
func (s *Sink) Messages(to string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Message, 0, len(s.messages))
	for i := len(s.messages) - 1; i >= 0; i-- {
		if to == "" || sameAddress(s.messages[i].To, to) {
			out = append(out, s.messages[i])
		}
	}
	return out
}

// ServeOutbox answers GET /dev/outbox.json.
func (s *Sink) ServeOutbox(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s.Messages(r.URL.Query().Get("to"))) // the reader may be gone
}

// smsRequest is what the sandbox SMS gateway takes.
type smsRequest struct {
	ID    string `json:"id"`
	From  string `json:"from"`
	To    string `json:"to"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Type  string `json:"type"`
}

// ServeSMS is the sandbox gateway: POST {id, from, to, text, title, type} answers {provider_id}.
// The same id again is answered alike and captured once, as a gateway with client references does.
func (s *Sink) ServeSMS(w http.ResponseWriter, r *http.Request) {
	var in smsRequest
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&in); err != nil || in.To == "" {
		http.Error(w, "not an SMS", http.StatusBadRequest)
		return
	}
	if err := s.CaptureSMS(in.ID, in.From, in.To, in.Title, in.Text, in.Type); err != nil {
		http.Error(w, "not stored", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"provider_id": "sandbox-" + in.ID}) // the caller may be gone
}

// CaptureSMS stores an SMS, once for each reference.
func (s *Sink) CaptureSMS(reference, from, to, title, text, kind string) error {
	m := Message{
		ID: uuid.NewString(), Channel: "sms", From: from, To: to, Subject: title, Text: text, DeliveryID: reference,
		Headers: map[string][]string{"Type": {kind}}, CapturedAt: time.Now().UTC(),
	}
	return s.store(m, true)
}

func (s *Sink) store(m Message, onceByDelivery bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if onceByDelivery && m.DeliveryID != "" {
		for _, old := range s.messages {
			if old.Channel == m.Channel && old.DeliveryID == m.DeliveryID {
				return nil
			}
		}
	}
	line, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode a captured message: %w", err)
	}
	if _, err := s.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("store a captured message: %w", err)
	}
	s.remember(m)
	return nil
}

func (s *Sink) remember(m Message) {
	s.messages = append(s.messages, m)
	if len(s.messages) > keep {
		s.messages = s.messages[len(s.messages)-keep:]
	}
}

func (s *Sink) load(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the outbox: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 64<<10), 64<<20)
	for lines.Scan() {
		var m Message
		if json.Unmarshal(lines.Bytes(), &m) == nil { // the last line of a killed program may be cut
			s.remember(m)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the outbox: %w", err)
	}
	return nil
}

func sameAddress(a, b string) bool {
	return strings.EqualFold(a, b) || (digits(a) != "" && digits(a) == digits(b) && !strings.Contains(a, "@"))
}

// digits makes 010-1234-5678 and +82 10 1234 5678 the same.
func digits(s string) string {
	d := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if rest, ok := strings.CutPrefix(d, "82"); ok {
		return "0" + rest
	}
	return d
}

type session struct {
	sink *Sink
	from string
	to   []string
}

func (s *session) Reset()        { s.from, s.to = "", nil }
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m := Message{Channel: "email", From: s.from, CapturedAt: time.Now().UTC(), Text: string(raw)}
	if e, err := enmime.ReadEnvelope(bytes.NewReader(raw)); err == nil {
		m.Subject, m.Text, m.HTML = e.GetHeader("Subject"), e.Text, e.HTML
		if from := e.GetHeader("From"); from != "" {
			m.From = from
		}
		m.DeliveryID = e.GetHeader("X-Delivery-ID")
	}
	if h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(raw))).ReadMIMEHeader(); err == nil {
		m.Headers = h
	}
	for _, to := range s.to {
		m.ID, m.To = uuid.NewString(), to
		if err := s.sink.store(m, false); err != nil {
			return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "The mail could not be stored"}
		}
	}
	return nil
}
