package letters

import (
	"strings"
	"testing"

	"dari/tickets"
)

func TestALetterStandsAsItsCopiesDo(t *testing.T) {
	tests := map[string]struct{ copies, state, reason string }{
		"not left":                       {"planned planned", held, ""},
		"one is on its way":              {"sent handed_off", held, ""},
		"one is to be tried again":       {"sent deferred/refused_for_now", waiting, "refused_for_now"},
		"all accepted":                   {"sent delivered", sent, ""},
		"one refused":                    {"sent failed/refused", partly, "refused"},
		"one may have arrived":           {"sent unknown/no_answer", unknown, "no_answer"},
		"none is known":                  {"unknown/no_answer unknown/no_answer", unknown, "no_answer"},
		"all refused":                    {"failed/refused failed/no_such_address", failed, "refused"},
		"the address takes nothing":      {"suppressed/suppressed", failed, "suppressed"},
		"back from both":                 {"bounced/no_such_user bounced/full", bounced, "no_such_user"},
		"back from one":                  {"sent bounced/full", partly, "full"},
		"one is back, one unknown":       {"bounced/full unknown/no_answer", bounced, "full"},
		"nobody took it in time":         {"expired/expired", expired, "expired"},
		"somebody stopped it":            {"cancelled/by_hand", cancelled, "by_hand"},
		"stopped for one, sent to one":   {"sent cancelled/by_hand", partly, "by_hand"},
		"refused, and one still to come": {"failed/refused planned", held, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var copies []Standing
			for c := range strings.FieldsSeq(tt.copies) {
				state, reason, _ := strings.Cut(c, "/")
				copies = append(copies, Standing{State: state, Reason: reason})
			}
			if state, reason := stateOf(copies); state != tt.state || reason != tt.reason {
				t.Errorf("%s(%s)", state, reason)
			}
		})
	}
}

func TestWhoIsQuotedAnything(t *testing.T) {
	yes, no := true, false
	m := quotable{Seq: 3, Known: []string{"a@x", "b@x"}}
	tests := map[string]struct {
		to     string
		wish   *bool
		mail   quotable
		quoted bool
		ok     bool
	}{
		"who has it":                    {"a@x b@x", nil, m, true, true},
		"who has it, and is not to":     {"a@x", &no, m, false, true},
		"a stranger beside them":        {"a@x c@x", nil, m, false, true},
		"a stranger, wished":            {"a@x c@x", &yes, m, false, false},
		"nothing to quote":              {"a@x", nil, quotable{}, false, true},
		"nothing to quote, wished":      {"a@x", &yes, quotable{}, false, true},
		"who has it, in the blind copy": {"a@x", &yes, m, true, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var o Out
			for a := range strings.FieldsSeq(tt.to) {
				o.To = append(o.To, tickets.Recipient{Address: a})
			}
			err := o.quote(tt.wish, tt.mail)
			if o.Quoted != tt.quoted || (err == nil) != tt.ok {
				t.Errorf("%v, %v", o.Quoted, err)
			}
		})
	}
}
