package smtpfault

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
)

// Phase is a moment of a dialogue at which a rule may apply.
type Phase string

// The phases, in the order of a dialogue. Dot is after the whole message has arrived.
const (
	Banner Phase = "banner"
	Ehlo   Phase = "ehlo"
	Mail   Phase = "mail"
	Rcpt   Phase = "rcpt"
	Data   Phase = "data"
	Dot    Phase = "dot"
	Rset   Phase = "rset"
)

// The actions that need no text; the others are made by Reply.
const (
	Drop         = "drop"         // hang up without a word
	Hang         = "hang"         // say nothing more and keep the connection
	Reply250Drop = "reply250drop" // accept, then hang up
)

// Reply is the action that answers with a code and a text. A 421 hangs up after it.
func Reply(code int, text string) string { return "reply:" + strconv.Itoa(code) + " " + text }

// Rule says what goes wrong, when and how often.
type Rule struct {
	Phase       Phase
	Action      string
	Probability float64 // 0 means always
	Count       int     // at most so many times; 0 means no limit
	FirstTry    bool    // only the first time a recipient is named, as greylisting does
}

// rules decides by a seeded generator. Whether an address is chosen by a FirstTry rule follows from
// the address, so that the same seed chooses the same ones in any order of arrival.
type rules struct {
	mu    sync.Mutex
	seed  uint64
	rand  *rand.Rand
	list  []Rule
	used  []int
	tried []map[string]bool
}

func newRules(seed uint64, list []Rule) *rules {
	r := &rules{seed: seed, rand: rand.New(rand.NewPCG(seed, 0x5eed)), list: list, used: make([]int, len(list)), tried: make([]map[string]bool, len(list))}
	for i := range r.tried {
		r.tried[i] = map[string]bool{}
	}
	return r
}

// at is the action for a phase, empty when nothing goes wrong.
func (r *rules) at(phase Phase, recipient string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, rule := range r.list {
		if rule.Phase != phase || rule.Count > 0 && r.used[i] >= rule.Count || !r.applies(i, recipient) {
			continue
		}
		r.used[i]++
		return rule.Action
	}
	return ""
}

func (r *rules) applies(i int, recipient string) bool {
	rule := r.list[i]
	if !rule.FirstTry {
		return rule.Probability == 0 || r.rand.Float64() < rule.Probability
	}
	recipient = strings.ToLower(recipient)
	if r.tried[i][recipient] {
		return false
	}
	r.tried[i][recipient] = true
	return rule.Probability == 0 || chance(r.seed, recipient) < rule.Probability
}

// chance is a number from 0 to 1 that belongs to a text.
func chance(seed uint64, text string) float64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return rand.New(rand.NewPCG(seed, h.Sum64())).Float64()
}
