package mail

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dari/internal/corpora"

	"github.com/google/uuid"
	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/text/unicode/norm"
)

// oracle is what another parser read of a mail of the corpora.
type oracle struct {
	Input   string
	Subject *string
	From    []string
	Parts   []struct {
		ContentType string  `json:"content_type"`
		Disposition *string `json:"disposition"`
		Filename    *string `json:"filename"`
	}
	Defects []string
}

func corpusMail(t *testing.T, folder, input string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(corpora.Dir(t), folder, input))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// The fields of other people's mails (promises, M-3): whatever another parser reads without a complaint.
func TestFieldsOfOtherPeoplesMailsAreRead(t *testing.T) {
	var chatwoot []struct{ CPython oracle }
	var mikel []oracle
	corpora.Load(t, &chatwoot, "chatwoot-mail", "expected.json")
	corpora.Load(t, &mikel, "mikel-mail", "expected.json")
	right, wrong, shown := 0, 0, 0
	check := func(folder string, o oracle) {
		p := read(corpusMail(t, folder, o.Input))
		if p.Text != "" || p.HTML != "" || len(p.Files) > 0 || p.Subject != "" || p.From != "" {
			shown++
		} else {
			t.Errorf("%s: nothing of it is shown", o.Input)
		}
		if len(o.Defects) > 0 || strings.Contains(o.Input, "error_emails__") {
			return
		}
		field := func(name, got, want string) {
			if squeezed(got) == squeezed(want) {
				right++
				return
			}
			wrong++
			t.Logf("%s: the %s is %q, want %q", o.Input, name, got, want)
		}
		if o.Subject != nil {
			field("subject", p.Subject, limit(*o.Subject, 300))
		}
		if len(o.From) > 0 {
			field("sender", p.From, strings.ToLower(o.From[0]))
		}
		names := fileNames(p)
		for _, part := range o.Parts {
			if part.Filename == nil || *part.Filename == "" {
				continue
			}
			if slices.ContainsFunc(names, func(n string) bool { return sameName(n, *part.Filename) }) || isShownInside(p, *part.Filename) {
				right++
				continue
			}
			wrong++
			t.Logf("%s: no file %q in %q", o.Input, *part.Filename, names)
		}
	}
	for _, c := range chatwoot {
		check("chatwoot-mail", c.CPython)
	}
	for _, o := range mikel {
		check("mikel-mail", o)
	}
	t.Logf("M-3: %d of %d fields as another parser reads them; %d of %d mails show something", right, right+wrong, shown, len(chatwoot)+len(mikel))
	if wrong*40 > right+wrong { // names that were made whole, an address that is none
		t.Errorf("%d of %d fields are wrong", wrong, right+wrong)
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), "") }

// sameName compares names but for what was made harmless.
func sameName(got, want string) bool {
	plainer := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == '_' || r == ' ' || strings.ContainsRune(`"'<>:|?*;&$%`+"`", r) {
				return -1
			}
			return r
		}, squeezed(s))
	}
	want = want[strings.LastIndexAny(want, `/\`)+1:]
	return plainer(got) == plainer(want)
}

// isShownInside tells of a picture that the HTML shows.
func isShownInside(p parsed, name string) bool {
	found := false
	walk(p.root, func(part *enmime.Part) {
		cid := strings.ToLower(strings.Trim(part.ContentID, "<> "))
		found = found || part.FileName == name && cid != "" && strings.Contains(strings.ToLower(p.HTML), "cid:"+cid)
	})
	return found
}

// When an automatic reply may be sent (promises, M-4): 31 heads, and no bounce at all.
func TestAutomaticRepliesGoOnlyWhereTheyMay(t *testing.T) {
	var cases []struct {
		ID      int
		Headers map[string]string
		Allowed bool `json:"auto_reply_allowed"`
	}
	corpora.Load(t, &cases, "auto-response", "cases.json")
	s := New(Options{Secret: strings.Repeat("k", 40)})
	own := Own{Addresses: []string{"support@shop.example"}, Host: "own_fqdn"}
	right := 0
	for _, c := range cases {
		var b strings.Builder
		for name, value := range c.Headers {
			b.WriteString(name + ": " + value + "\r\n")
		}
		p := read([]byte(b.String() + "\r\nHello, where is my parcel?\r\n"))
		if why := s.automatic(p, kindOf(p, Own{}), own); (why == "") == c.Allowed {
			right++
		} else {
			t.Errorf("case %d %v: %q, allowed %v", c.ID, c.Headers, why, c.Allowed)
		}
	}
	var bounces []bounceCase
	corpora.Load(t, &bounces, "bounce-sisimai", "expected.json")
	none := 0
	for _, c := range bounces {
		p := read(corpusMail(t, "bounce-sisimai", c.Input))
		own := Own{Addresses: []string{}, Host: ""}
		for _, a := range p.To { // as if each were written to us
			own.Addresses = append(own.Addresses, a.Address)
		}
		if s.automatic(p, kindOf(p, Own{}), own) != "" || c.Kind == "not-a-bounce" {
			none++
		} else {
			t.Errorf("%s: an automatic reply to a %s would be sent", c.Input, c.Kind)
		}
	}
	t.Logf("M-4: %d of %d heads right; no automatic reply to %d of %d reports", right, len(cases), none, len(bounces))
}

type bounceCase struct {
	Input, Kind string
	Expected    []struct {
		Reason   string
		Status   string `json:"dsn"`
		Hard     bool   `json:"hard_bounce"`
		Feedback string `json:"feedback_type"`
	}
}

// What bounces and complaints are known, and which addresses are dead (promises, M-6).
func TestBouncesAreTold(t *testing.T) {
	var cases []bounceCase
	corpora.Load(t, &cases, "bounce-sisimai", "expected.json")
	s := New(Options{Secret: strings.Repeat("k", 40)})
	var bounces, known, complaints, heard, tickets, made int
	var truePos, falsePos, falseNeg int
	for _, c := range cases {
		p := read(corpusMail(t, "bounce-sisimai", c.Input))
		kind := kindOf(p, Own{})
		switch c.Kind {
		case "bounce":
			bounces++
			if kind == kindBounce {
				known++
			} else {
				t.Logf("%s: not known as a bounce but as %s: %q from %q", c.Input, kind, p.Subject, p.From)
			}
			r := s.reportOf(p, kindBounce)
			want := slices.ContainsFunc(c.Expected, func(e struct {
				Reason   string
				Status   string `json:"dsn"`
				Hard     bool   `json:"hard_bounce"`
				Feedback string `json:"feedback_type"`
			},
			) bool {
				return e.Hard
			})
			switch got := r.hard(); {
			case got && want:
				truePos++
			case got:
				falsePos++
				t.Logf("%s: taken for dead (%s): %s %d %s %.250q", c.Input, c.Expected[0].Reason, r.first().Status, r.first().Code, r.first().Reason, r.first().Text)
			case want:
				falseNeg++
				t.Logf("%s: not taken for dead (%s): %s %d %s %.150q | %.200q", c.Input, c.Expected[0].Reason, r.first().Status, r.first().Code, r.first().Reason, r.first().Text, humanPart(p.Text))
			}
		case "feedback":
			complaints++
			if kind == kindComplaint {
				heard++
			} else {
				t.Errorf("%s: a complaint is taken for %s", c.Input, kind)
			}
		default:
			tickets++
			if kind != kindBounce && kind != kindComplaint {
				made++
			} else {
				t.Errorf("%s: a %s is taken for a %s", c.Input, c.Kind, kind)
			}
		}
	}
	t.Logf("M-6: %d of %d bounces known; dead addresses: precision %d/%d, recall %d/%d; %d of %d complaints; %d of %d others make a ticket",
		known, bounces, truePos, truePos+falsePos, truePos, truePos+falseNeg, heard, complaints, made, tickets)
	if known*100 < bounces*95 || truePos*100 < (truePos+falsePos)*98 || truePos*100 < (truePos+falseNeg)*90 {
		t.Error("that is too few")
	}
}

func TestTheAddressOfADelivery(t *testing.T) {
	s := New(Options{Secret: strings.Repeat("k", 40)})
	id := uuid.New()
	address := s.BounceAddress(id, "ondam.example")
	if got, ok := s.openBounce(strings.ToUpper(address)); !ok || got != id {
		t.Errorf("%v, %v", got, ok)
	}
	if _, ok := s.openBounce(strings.Replace(address, "bounce+d", "bounce+d0", 1)); ok {
		t.Error("another id passes")
	}
	if len(strings.Split(address, "@")[0]) > 64 {
		t.Errorf("%s is too long for a mail server", address)
	}
}
