package mail

import (
	"bytes"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/textproto"
	"regexp"
	"slices"
	"strings"

	"dari/internal/korean"

	"github.com/jhillyerd/enmime/v2"
)

// Address is somebody whom a mail names.
type Address struct {
	Name    string `json:"name"`
	Address string `json:"address"` // normalised
}

// parsed is a mail as it was understood.
type parsed struct {
	From       string // normalised; empty when there is none
	Name       string // of who wrote it, as they call themselves
	ReplyTo    string // normalised; where the writer wants answers, when that is another address
	Sender     string // the Sender or X-Original-Sender a mailing list names
	To, Cc     []Address
	Subject    string
	MessageID  string // with its angle brackets
	Text       string
	HTML       string
	Files      []attached
	Recipients []string // wherever they are named
	References []string // the nearest first
	Forged     bool     // the receiving server says that the sender's domain disowns it
	Raw        bool     // it could not be read: Text is what stands in it
	cut        bool     // its texts go on in the raw mail
	header     func(string) string
	has        func(string) bool
	root       *enmime.Part // nil when Raw

	contentType string
}

// Contact is who wants to be answered: the writer, or the address they name for it. Forms of web sites
// write in their own name and put the customer's address there.
func (p parsed) Contact() string {
	if p.ReplyTo != "" {
		return p.ReplyTo
	}
	return p.From
}

// attached is a part of a mail that is a file.
type attached struct {
	Name    string
	Content []byte
	cid     string
}

// A mail of a person has few parts. One of thousands, or of parts in parts in parts, is made to keep its
// reader busy.
const (
	mostNested = 60
	mostParts  = 3000
)

// errTooManyParts is of a mail that is made to keep its reader busy.
var errTooManyParts = errors.New("the mail has too many parts")

// read understands a mail as well as it can be: what no parser can read is shown as it stands.
func read(raw []byte) parsed {
	p, err := parse(raw)
	if err == nil && (p.Text != "" || p.HTML != "" || len(p.Files) > 0 || p.From != "" || p.Subject != "") {
		return p
	}
	return plain(raw)
}

// parse reads a mail. What it cannot read of it is left out; a panic of the reader is an error.
func parse(raw []byte) (p parsed, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the reader of mails failed: %v", r)
		}
	}()
	if len(wordsFold(raw, "boundary=", mostNested+1)) > mostNested || bytes.Count(raw, []byte("\n--")) > mostParts {
		return p, errTooManyParts
	}
	whole := withoutEnvelope(raw)
	raw = shownParts(whole)
	p.cut = len(raw) < len(whole)
	parser := enmime.NewParser(enmime.SkipMalformedParts(true), enmime.MaxStoredPartErrors(20), enmime.DisableTextConversion(true),
		enmime.RawContent(true), enmime.DisableCharacterDetection(true), enmime.SetCustomParseMediaType(mediaType))
	root, err := parser.ReadParts(&patient{r: bytes.NewReader(raw)})
	if err != nil {
		return p, fmt.Errorf("read the parts of a mail: %w", err)
	}
	decodeParts(root)
	e, err := parser.EnvelopeFromPart(root)
	if err != nil {
		return p, fmt.Errorf("read a mail: %w", err)
	}
	p.root = e.Root
	values := func(name string) []string {
		list := slices.Clone(e.Root.Header[textproto.CanonicalMIMEHeaderKey(name)])
		for i := range list {
			list[i] = reading(name)(list[i])
		}
		return list
	}
	p.header = func(name string) string {
		if list := e.Root.Header[textproto.CanonicalMIMEHeaderKey(name)]; len(list) > 0 {
			return clean(reading(name)(list[0]))
		}
		return ""
	}
	p.has = func(name string) bool { return len(e.Root.Header[textproto.CanonicalMIMEHeaderKey(name)]) > 0 }
	p.contentType = strings.ToLower(e.Root.Header.Get("Content-Type"))
	p.Text, p.HTML = clean(e.Text), e.HTML
	if strings.TrimSpace(p.Text) == "" {
		p.Text = untyped(e.Root)
	}
	if strings.TrimSpace(p.Text) == "" && p.HTML != "" {
		p.Text = textOf(p.HTML)
	}
	p.Files = filesOf(e.Root, p.HTML)
	if strings.TrimSpace(p.Text) == "" && p.HTML == "" && len(p.Files) == 0 {
		_, body := divide(raw) // its frame is broken: better this than nothing
		p.Text = strings.TrimSpace(clean(decoded(body[:min(len(body), mostRaw)], "")))
	}
	p.envelope(values)
	return p, nil
}

// reading is how the values of a header are decoded.
func reading(name string) func(string) string {
	switch textproto.CanonicalMIMEHeaderKey(name) {
	case "From", "Reply-To", "Sender", "X-Original-Sender", "To", "Cc":
		return decodeNames
	}
	return decodeWords
}

// patient is a mail that is read to its end a limited number of times. Of parts in parts that never end
// the parser asks for the end twice as often with each.
type patient struct {
	r    *bytes.Reader
	ends int
}

const mostEnds = 20_000

// Read gives up by the panic that parse turns into an error.
func (p *patient) Read(into []byte) (int, error) {
	if p.r.Len() == 0 {
		if p.ends++; p.ends > mostEnds {
			panic(errTooManyParts)
		}
	}
	n, err := p.r.Read(into)
	if err != nil {
		return n, err //nolint:wrapcheck // io.EOF must stay what it is
	}
	return n, nil
}

// wordsFold finds where an ASCII word that ends in "=" stands, whatever its case, without a copy of the mail.
func wordsFold(raw []byte, word string, most int) (at []int) {
	w := []byte(word)
	for i := len(w) - 1; i < len(raw) && len(at) < most; i++ {
		next := bytes.IndexByte(raw[i:], w[len(w)-1]) // seldom
		if next < 0 {
			return at
		}
		i += next
		if bytes.EqualFold(raw[i-len(w)+1:i+1], w) {
			at = append(at, i-len(w)+1)
		}
	}
	return at
}

// envelope reads what the head says; values answers with every value of a header, decoded.
func (p *parsed) envelope(values func(string) []string) {
	if from := addresses(p.header("From")); len(from) > 0 {
		p.From, p.Name = from[0].Address, from[0].Name
	}
	if reply := addresses(p.header("Reply-To")); len(reply) > 0 && reply[0].Address != p.From {
		p.ReplyTo = reply[0].Address
		if reply[0].Name != "" {
			p.Name = reply[0].Name
		}
	}
	for _, name := range []string{"X-Original-Sender", "Sender"} {
		if s := addresses(p.header(name)); p.Sender == "" && len(s) > 0 && s[0].Address != p.From {
			p.Sender = s[0].Address
		}
	}
	p.To, p.Cc = addresses(strings.Join(values("To"), ", ")), addresses(strings.Join(values("Cc"), ", "))
	p.Subject = limit(strings.Join(strings.Fields(clean(p.header("Subject"))), " "), 300)
	p.MessageID = messageID.FindString(p.header("Message-ID"))
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "To", "Cc"} {
		for _, value := range values(name) {
			p.Recipients = append(p.Recipients, bareAddress.FindAllString(clean(value), 100)...)
		}
	}
	p.References = append(p.References, messageID.FindAllString(p.header("In-Reply-To"), 20)...)
	older := messageID.FindAllString(p.header("References"), -1)
	for i := len(older) - 1; i >= max(0, len(older)-50); i-- {
		p.References = append(p.References, older[i])
	}
	p.Forged = forged.MatchString(p.header("Authentication-Results"))
}

var (
	messageID   = regexp.MustCompile(`<[^<>\s]{1,998}>`)
	bareAddress = regexp.MustCompile(`[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+`)
	forged      = regexp.MustCompile(`(?i)\bdmarc\s*=\s*fail\b`)
	named       = regexp.MustCompile(`([^,;<>]*)<\s*([^<>\s]+@[^<>\s]+)\s*>`)
)

// mostNamed is how many people of one header are kept: a mail to thousands is no letter to them.
const mostNamed = 50

// comment is what RFC 5322 lets stand in brackets anywhere in an address.
var comment = regexp.MustCompile(`\((?:[^()\\]|\\.)*\)`)

// addresses are the people of a decoded header; of one that cannot be read, what looks like addresses.
func addresses(value string) (out []Address) {
	value = strings.TrimSpace(limit(value, 20_000))
	if value == "" {
		return nil
	}
	var found [][2]string
	list, err := netmail.ParseAddressList(value)
	if err != nil {
		list, err = netmail.ParseAddressList(comment.ReplaceAllString(value, ""))
	}
	if err == nil {
		for _, a := range list {
			found = append(found, [2]string{a.Name, a.Address})
		}
	} else if list := named.FindAllStringSubmatch(value, mostNamed); len(list) > 0 {
		for _, m := range list {
			found = append(found, [2]string{m[1], m[2]})
		}
	} else {
		for _, a := range bareAddress.FindAllString(value, mostNamed) {
			found = append(found, [2]string{"", a})
		}
	}
	for _, f := range found[:min(len(found), mostNamed)] {
		if key := addressKey(f[1]); key != "" {
			out = append(out, Address{Name: personName(f[0]), Address: key})
		}
	}
	return out
}

// addressKey is the form an address is known by; of one that no rule allows its lower case, so that the
// mail still has a sender. Nothing is sent there.
func addressKey(address string) string {
	if local, host, _ := strings.Cut(address, "@"); strings.ContainsAny(local, " ") && !strings.HasPrefix(local, `"`) {
		address = `"` + local + `"@` + host
	} else {
		address = strings.Trim(address, " \t'\"")
	}
	if key, err := korean.NormalizeSender(address); err == nil {
		return key
	}
	if !strings.Contains(address, "@") || strings.ContainsFunc(address, func(r rune) bool { return r < ' ' || r == '<' || r == '>' }) {
		return ""
	}
	return limit(strings.ToLower(address), 250)
}

// personName is what somebody calls themselves, on one line and without quotes around it.
func personName(name string) string {
	name = strings.Join(strings.Fields(clean(name)), " ")
	name = strings.TrimSpace(strings.Trim(name, `"'`))
	if strings.Contains(name, "@") {
		return "" // many programs repeat the address
	}
	return limit(name, 80)
}

func limit(text string, runes int) string {
	if len(text) <= runes {
		return text
	}
	n := 0
	for i := range text {
		if n == runes {
			return text[:i]
		}
		n++
	}
	return text
}
