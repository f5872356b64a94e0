package mail

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/jhillyerd/enmime/v2"
)

// report is what a bounce or a complaint says of a mail that was sent.
type report struct {
	// Delivery and MessageIDs name the mail it is about, as far as the report holds it.
	Delivery   *uuid.UUID `json:"delivery,omitempty"`
	MessageIDs []string   `json:"message_ids,omitempty"`
	Recipients []refused  `json:"recipients,omitempty"`
	Feedback   string     `json:"feedback,omitempty"` // of a complaint: abuse, opt-out …
}

// refused is one address that a mail did not reach, and why.
type refused struct {
	Address string `json:"address"`
	Action  string `json:"action,omitempty"` // failed, delayed …
	Status  string `json:"status,omitempty"` // 5.1.1
	Code    int    `json:"code,omitempty"`   // 550
	Text    string `json:"text,omitempty"`
	Reason  string `json:"reason"` // no_such_address, no_such_host, moved, full, …
	Hard    bool   `json:"hard"`   // nothing will ever reach it
}

// hard tells whether an address of the report does not exist.
func (r report) hard() bool {
	for _, x := range r.Recipients {
		if x.Hard {
			return true
		}
	}
	return false
}

// first is the recipient that speaks for the report: one that does not exist before any other.
func (r report) first() refused {
	for _, x := range r.Recipients {
		if x.Hard {
			return x
		}
	}
	if len(r.Recipients) > 0 {
		return r.Recipients[0]
	}
	return refused{Reason: "undetermined"}
}

// final tells that the mail will not arrive: a warning that it is late is none.
func (r report) final() bool {
	return len(r.Recipients) == 0 || r.first().Action != "delayed"
}

var (
	deliveryHeader = regexp.MustCompile(`(?im)^[> \t]*X-Delivery-ID\s*:\s*([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`)
	sentID         = regexp.MustCompile(`(?im)^[> \t]*(?:Original-)?Message-ID\s*:\s*(<[^<>\s]{1,250}>)`)
	feedbackType   = regexp.MustCompile(`(?im)^Feedback-Type\s*:\s*([a-z-]+)`)
	feedbackAbout  = regexp.MustCompile(`(?im)^(?:Original-Rcpt-To|Removal-Recipient|Redacted-Address)\s*:\s*(?:rfc822;\s*)?<?([^\s<>]+@[^\s<>]+)>?`)
)

// mostReport is how much of a report is read.
const mostReport = 256 << 10

// reportOf reads a bounce or a complaint.
func (s *Service) reportOf(p parsed, kind string) report {
	var r report
	whole := reportText(p)
	for _, to := range p.Recipients {
		if id, ok := s.openBounce(to); ok {
			r.Delivery = &id
		}
	}
	if m := deliveryHeader.FindStringSubmatch(whole); m != nil && r.Delivery == nil {
		if id, err := uuid.Parse(m[1]); err == nil {
			r.Delivery = &id
		}
	}
	for _, m := range sentID.FindAllStringSubmatch(whole, 5) {
		r.MessageIDs = append(r.MessageIDs, m[1])
	}
	r.MessageIDs = append(r.MessageIDs, p.References[:min(len(p.References), 5)]...)
	if kind == kindComplaint {
		r.Feedback = "abuse"
		if p.has("X-Apple-Unsubscribe") {
			r.Feedback = "opt-out"
		}
		if m := feedbackType.FindStringSubmatch(whole); m != nil {
			r.Feedback = strings.ToLower(m[1])
		}
		if m := feedbackAbout.FindStringSubmatch(whole); m != nil {
			r.Recipients = []refused{{Address: addressKey(m[1]), Reason: "complaint"}}
		}
		return r
	}
	r.Recipients = refusedOf(p)
	return r
}

// reportText is all of a report that is text, the mail it returns included.
func reportText(p parsed) string {
	var b strings.Builder
	b.WriteString(limit(p.Text, mostReport))
	walk(p.root, func(part *enmime.Part) {
		kind := strings.ToLower(part.ContentType)
		if b.Len() > mostReport || kind == "text/plain" || !strings.HasPrefix(kind, "message/") && !strings.HasPrefix(kind, "text/") {
			return
		}
		b.WriteString("\n")
		b.Write(part.Content[:min(len(part.Content), mostReport)])
		for name, values := range part.Header { // of a returned mail that was read as parts
			for _, v := range values {
				b.WriteString("\n" + name + ": " + v)
			}
		}
	})
	return clean(b.String())
}

// mostSaid is how much of what a server says of one address is looked into.
const mostSaid = 4000

// refusedOf are the addresses that a bounce names. Every one carries the reason its own lines give, and
// where they give none, what the text for people says.
func refusedOf(p parsed) []refused {
	human := humanPart(p.Text)
	list := statusGroups(p)
	if len(list) == 0 {
		list = notified(p.Text)
	}
	if len(list) == 0 {
		list = namedIn(p, human)
	}
	if len(codesIn(human)) == 0 {
		human += "\n" + returnedHead(p) // a report within a report
	}
	if len(list) == 0 {
		list = []refused{{}}
	}
	for i := range list {
		x := &list[i]
		x.Text = limit(x.Text, mostSaid)
		own := x.Text
		if x.Status == "" || strings.HasSuffix(x.Status, ".0.0") {
			if s := statusIn(own); s != "" {
				x.Status = s
			}
		}
		if x.Code == 0 {
			x.Code = firstCode(own)
		}
		x.Reason, x.Hard = classify(x.Status, x.Code, own, humanFor(human, x.Address, len(list)))
		x.Text = limit(strings.Join(strings.Fields(own), " "), 300)
	}
	return list
}

// returnedHead is the beginning of the mail that a report returns.
func returnedHead(p parsed) (out string) {
	walk(p.root, func(part *enmime.Part) {
		if out == "" && strings.EqualFold(part.ContentType, "message/rfc822") {
			out = clean(string(part.Content[:min(len(part.Content), 3000)]))
			if !strings.Contains(strings.ToLower(out), "subject: returned mail") && !strings.Contains(out, "Undeliver") {
				out = ""
			}
		}
	})
	return out
}

// statusGroups reads the part of RFC 3464.
func statusGroups(p parsed) (out []refused) {
	var parts []string
	walk(p.root, func(part *enmime.Part) {
		kind := strings.ToLower(part.ContentType)
		if kind == "message/delivery-status" || kind == "message/global-delivery-status" {
			parts = append(parts, string(part.Content[:min(len(part.Content), mostReport)]))
		}
	})
	if len(parts) == 0 && strings.Contains(strings.ToLower(p.Text), "final-recipient:") {
		parts = append(parts, p.Text) // its frame was lost on the way
	}
	for _, text := range parts {
		for group := range strings.SplitSeq(strings.ReplaceAll(clean(text), "\r\n", "\n"), "\n\n") {
			if x, ok := statusGroup(group); ok {
				out = append(out, x)
			}
			if len(out) >= 100 {
				return out
			}
		}
	}
	return out
}

func statusGroup(group string) (x refused, ok bool) {
	fields := looseHead([]byte(group))
	get := func(name string) string { return strings.Join(fields[name], " ") }
	recipient := get("Original-Recipient")
	if final := get("Final-Recipient"); final != "" {
		recipient = final
	}
	if recipient == "" {
		if recipient = get("X-Actual-Recipient"); recipient == "" {
			return x, false
		}
	}
	if _, after, typed := strings.Cut(recipient, ";"); typed {
		recipient = after
	}
	x.Address = addressKey(strings.Trim(strings.TrimSpace(recipient), "<>"))
	x.Action = strings.ToLower(strings.TrimSpace(get("Action")))
	x.Action, _, _ = strings.Cut(x.Action, " ")
	if x.Action == "delivered" || x.Action == "relayed" || x.Action == "expanded" {
		return x, false
	}
	x.Status = statusIn(get("Status"))
	x.Text = get("Diagnostic-Code")
	if more := get("X-Supplementary-Info") + " " + get("X-Display-Name"); strings.TrimSpace(more) != "" {
		x.Text += " " + more
	}
	return x, true
}

var (
	enhanced = regexp.MustCompile(`(?:^|[\s(\[#;:<=-])([245]\.\d{1,3}\.\d{1,3})(?:[\s)\]>,;:.-]|$)`)
	code     = regexp.MustCompile(`(?:^|[\s(\[#;:<'"-])([45]\d\d)(?:[\s)\]>,;:'"-]|$)`)
	// Where the mail that was returned begins.
	returned = regexp.MustCompile(`(?im)^\s*(?:-{2,}.{0,20}(?:original message|below this line|included is a copy|this is a copy|returned message|undelivered message|original mail|message header|원본).*|-{3,}\s*the (?:unsent|header|body).*|return-path\s*:.*|received\s*:.*|>?\s*message-id\s*:.*|.*original message (?:follows|headers).*|.*copy of (?:the|your) message.*|.*message header follows.*)$`)
	address  = regexp.MustCompile(`[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
)

// humanPart is what the report says for people, before the mail it returns.
func humanPart(text string) string {
	text = limit(text, 30_000)
	if at := returned.FindStringIndex(text); at != nil && len(strings.TrimSpace(text[:at[0]])) > 20 {
		text = text[:at[0]]
	}
	return text
}

// humanFor is the part of the text that is about an address, when it speaks of several.
func humanFor(human, address string, of int) string {
	if of < 2 || address == "" {
		return human
	}
	at := strings.Index(strings.ToLower(human), address)
	if at < 0 {
		return ""
	}
	return limit(human[at:], 500)
}

func namedIn(p parsed, human string) (out []refused) {
	seen := map[string]bool{p.From: true}
	for _, a := range append(append([]Address{}, p.To...), p.Cc...) {
		seen[a.Address] = true
	}
	for _, a := range address.FindAllString(p.header("X-Failed-Recipients")+"\n"+human, 20) {
		key := addressKey(strings.TrimRight(a, "."))
		if key == "" || seen[key] || daemons.MatchString(key) || len(out) >= 10 {
			continue
		}
		seen[key] = true
		out = append(out, refused{Address: key, Action: "failed"})
	}
	if len(out) == 1 {
		out[0].Text = limit(human, 2000)
		return out
	}
	lower := strings.ToLower(human)
	for i := range out { // what stands from one address to the next
		at := strings.Index(lower, out[i].Address)
		if at < 0 {
			continue
		}
		end := min(len(human), at+2000)
		for _, other := range out {
			if next := strings.Index(lower[at+1:], other.Address); next >= 0 && other.Address != out[i].Address {
				end = min(end, at+1+next)
			}
		}
		out[i].Text = strings.ToValidUTF8(human[at:end], "")
	}
	return out
}

// notified reads what Amazon sends as JSON.
func notified(text string) (out []refused) {
	for _, m := range notifiedOf.FindAllStringSubmatch(limit(text, mostReport), 20) {
		out = append(out, refused{Address: addressKey(m[1]), Action: "failed", Status: m[2], Text: m[3]})
	}
	return out
}

var notifiedOf = regexp.MustCompile(`"emailAddress":"([^"]+)","action":"failed","status":"([^"]*)","diagnosticCode":"([^"]*)"`)

func statusIn(text string) string {
	best := ""
	for _, m := range enhanced.FindAllStringSubmatch(limit(text, 5000), 10) {
		if m[1][0] != '2' && (best == "" || strings.HasSuffix(best, ".0.0")) {
			best = m[1]
		}
	}
	return best
}

// codesIn are the answers of a mail server that a text quotes.
func codesIn(text string) (out []int) {
	for _, m := range code.FindAllStringSubmatch(limit(text, 10_000), 20) {
		n, _ := strconv.Atoi(m[1]) // three digits
		out = append(out, n)
	}
	return out
}

func firstCode(text string) int {
	if list := codesIn(text); len(list) > 0 {
		return list[0]
	}
	return 0
}
