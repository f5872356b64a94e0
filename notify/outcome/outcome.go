// Package outcome says what became of one dialogue with a mail server or an SMS gateway. The channels
// answer with it and the lanes write it down: an error alone does not say whether a message has left.
package outcome

import "time"

// Kind is the verdict on one dialogue.
type Kind int

// The verdicts.
const (
	Sent     Kind = iota + 1 // accepted
	Deferred                 // not accepted, may be tried again
	Failed                   // refused for good
	Unknown                  // it may have been accepted
)

// String is the verdict as the ledger writes it.
func (k Kind) String() string {
	switch k {
	case Sent:
		return "sent"
	case Deferred:
		return "deferred"
	case Failed:
		return "failed"
	case Unknown:
		return "unknown"
	default:
		return ""
	}
}

// Outcome of one dialogue.
type Outcome struct {
	Kind       Kind
	Reason     string // a fixed word: connect, refused, content, night …
	Code       int    // of the server's reply, or HTTP status; 0 when there was none
	Enhanced   string // 5.1.1
	Text       string // the reply's text, for the ledger
	Ref        string // what the provider calls the message
	Suppress   bool   // the address does not exist: nothing is sent there again
	Unburned   bool   // the attempt does not count
	RetryAfter time.Duration
	Connect    bool // the server could not be reached: the breaker counts it
	PauseHost  bool // 421: the recipient's domain gets a rest
	Stop       bool // our own configuration is wrong: the channel must stop
}

// Limit shortens a reply for the ledger; replies are foreign text of any length.
func Limit(text string) string {
	r := []rune(text)
	for i, c := range r {
		if c < 0x20 || c == 0x7f || c == 0xfffd {
			r[i] = ' '
		}
	}
	if len(r) > 300 {
		r = r[:300]
	}
	return string(r)
}
