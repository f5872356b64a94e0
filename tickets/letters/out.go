package letters

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/tickets"
)

// The states of a letter.
const (
	held      = "held"      // it leaves at its time
	waiting   = "waiting"   // a mail server said later
	sent      = "sent"      // accepted for all
	partly    = "partly"    // for some of them
	unknown   = "unknown"   // it may or may not have been accepted
	failed    = "failed"    // refused for all
	bounced   = "bounced"   // refused after it was accepted
	expired   = "expired"   // it could not leave in time
	cancelled = "cancelled" // somebody stopped its deliveries
	unsent    = "unsent"    // its writer took it back
)

// Out is the way of an answer, as its message tells it to staff: data.out. A shopper is never shown it.
type Out struct {
	To         []tickets.Recipient `json:"to"`
	Cc         []tickets.Recipient `json:"cc"`
	Bcc        []tickets.Recipient `json:"bcc"`
	Subject    string              `json:"subject"`
	Quoted     bool                `json:"quoted"`
	State      string              `json:"state"`
	Reason     string              `json:"reason,omitempty"`
	LeavesAt   time.Time           `json:"leaves_at"`
	Recipients []Fate              `json:"recipients,omitempty"` // when it has not reached all of them
	InReplyTo  string              `json:"in_reply_to,omitempty"`
	References string              `json:"references,omitempty"`
	QuoteSeq   int64               `json:"quote_seq,omitempty"` // of the message that is quoted
	Resent     int                 `json:"resent,omitempty"`    // how often it was sent once more
}

// Fate is what became of the copy for one recipient.
type Fate struct {
	Address string `json:"address"`
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
}

func (o Out) all() []tickets.Recipient { return slices.Concat(o.To, o.Cc, o.Bcc) }

func (o Out) json() (json.RawMessage, error) {
	out, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("encode the way of a letter: %w", err)
	}
	return out, nil
}

// stateOf is a letter's state by those of its copies, and why it is not a better one.
func stateOf(copies []Standing) (state, reason string) {
	n := map[string]int{}
	for _, c := range copies {
		s := fateOf(c.State)
		n[s]++
		if s != sent && s != held && reason == "" {
			reason = c.Reason
		}
	}
	switch {
	case n[waiting] > 0:
		return waiting, reason
	case n[held] > 0:
		return held, ""
	case n[sent] == len(copies):
		return sent, ""
	case n[sent] > 0 && n[sent]+n[unknown] < len(copies):
		return partly, reason
	}
	for _, s := range []string{unknown, bounced, failed, expired} {
		if n[s] > 0 && (s != unknown || n[unknown]+n[sent] == len(copies)) {
			return s, reason
		}
	}
	return cancelled, reason
}

// fateOf is a state of the ledger in the words of a letter.
func fateOf(delivery string) string {
	switch delivery {
	case "planned", "held", "queued", "leased", "handed_off":
		return held
	case "deferred":
		return waiting
	case "sent", "delivered":
		return sent
	case "suppressed", "failed":
		return failed
	case "unknown", "bounced", "expired":
		return delivery
	}
	return cancelled
}

// fates are those of the copies, when they are worth showing.
func fates(state string, copies []Standing) []Fate {
	if state == sent || state == held || len(copies) == 0 {
		return nil
	}
	out := make([]Fate, len(copies))
	for i, c := range copies {
		out[i] = Fate{Address: c.Address, State: fateOf(c.State), Reason: c.Reason}
	}
	return out
}

// lost tells that somebody has not got the answer, for all we know.
func lost(state string) bool {
	return state == failed || state == bounced || state == partly || state == expired
}
