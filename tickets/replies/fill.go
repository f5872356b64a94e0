package replies

import (
	"regexp"
	"slices"
	"strings"

	"dari/internal/fault"
	"dari/internal/korean"
)

// variable is a value that a text can name. Its name is Korean, its alias what other systems call it.
type variable struct {
	Name    string // 주문.예상일
	Alias   string // order.eta
	Example string // a key of i18n under "replies.example."
}

// variables are all there are, in the order in which the editor offers them.
var variables = []variable{
	{"고객", "customer.name", "customer"},
	{"고객.전화", "customer.phone", "phone"},
	{"고객.메일", "customer.email", "email"},
	{"주문.번호", "order.number", "order"},
	{"주문.상품", "order.items", "items"},
	{"주문.금액", "order.total", "total"},
	{"주문.상태", "order.status", "status"},
	{"주문.날짜", "order.date", "date"},
	{"주문.예상일", "order.eta", "eta"},
	{"배송.택배사", "shipment.carrier", "carrier"},
	{"배송.송장", "shipment.tracking", "tracking"},
	{"배송.조회", "shipment.url", "url"},
	{"문의.번호", "ticket.number", "ticket"},
	{"문의.제목", "ticket.subject", "subject"},
	{"상담원", "agent.name", "agent"},
	{"가게", "shop.name", "shop"},
	{"가게.전화", "shop.phone", "shop_phone"},
	{"가게.메일", "shop.email", "shop_email"},
	{"오늘", "today", "today"},
}

// other are names that people type for the same.
var other = map[string]string{
	"고객.이름": "고객", "고객명": "고객", "이름": "고객", "주문": "주문.번호", "주문번호": "주문.번호", "예상일": "주문.예상일", "주문.도착": "주문.예상일",
	"상품": "주문.상품", "송장": "배송.송장", "택배사": "배송.택배사", "상담원.이름": "상담원", "담당": "상담원", "가게.이름": "가게", "상점": "가게",
	"customer": "고객", "order": "주문.번호", "agent": "상담원", "shop": "가게", "ticket": "문의.번호",
}

// braces finds {고객}, {{order.eta}} and {주문.상품|을/를}. Anything else in braces is the writer's own.
var braces = regexp.MustCompile(`\{\{\s*([\p{L}\p{N}_.]+)\s*(?:\|([\p{L}/()]+)\s*)?\}\}|\{([\p{L}\p{N}_.]+)(?:\|([\p{L}/()]+))?\}`)

// known gives the Korean name of a variable, however it was written.
func known(name string) (string, bool) {
	low := strings.ToLower(name)
	for _, v := range variables {
		if v.Name == name || v.Alias == low {
			return v.Name, true
		}
	}
	canonical, ok := other[low]
	return canonical, ok
}

// named is a variable in a text.
type named struct {
	from, to int
	name     string // as it is known, or as it was written
	known    bool
	josa     string // the pair of particles that follows, if any
}

// find lists the variables of a text. A single brace around a word nobody knows is no variable, unless
// it looks like one by its dot; double braces always are.
func find(text string) []named {
	var out []named
	for _, m := range braces.FindAllStringSubmatchIndex(text, -1) {
		n := named{from: m[0], to: m[1]}
		group, double := 1, m[2] >= 0
		if !double {
			group = 3
		}
		n.name = text[m[2*group]:m[2*group+1]]
		if m[2*group+2] >= 0 {
			n.josa = text[m[2*group+2]:m[2*group+3]]
		}
		canonical, ok := known(n.name)
		if ok {
			n.name, n.known = canonical, true
		}
		if ok || double || family(n.name) {
			out = append(out, n)
		}
	}
	return out
}

// family says that a name begins as a variable does: 주문.도착날 is a slip of the pen.
func family(name string) bool {
	head, _, dotted := strings.Cut(name, ".")
	return dotted && slices.ContainsFunc(variables, func(v variable) bool {
		return strings.HasPrefix(v.Name, head+".") || strings.HasPrefix(v.Alias, strings.ToLower(head)+".")
	})
}

// Part is a piece of a filled text: words, or a variable that nothing filled.
type Part struct {
	Text    string `json:"text"`
	Name    string `json:"name,omitempty" doc:"Of a variable."`
	Missing bool   `json:"missing,omitempty" doc:"Nothing fills it; it stands as it was written."`
}

// Filled is a text with its values.
type Filled struct {
	Text    string   `json:"text"`
	Missing []string `json:"missing" doc:"The variables that nothing fills; with one the text cannot be sent."`
	Parts   []Part   `json:"parts"`
}

// after is a pair of particles that a writer leaves open behind a variable: {고객}은/는.
var after = regexp.MustCompile(`^(은/는|는/은|이/가|가/이|을/를|를/을|과/와|와/과|으로/로|로/으로|은\(는\)|이\(가\)|을\(를\))`)

// fill puts values into a text. What has no value stays as it was written and is named.
func fill(text string, values map[string]string) Filled {
	f := Filled{Missing: []string{}, Parts: []Part{}}
	var b strings.Builder
	put := func(p Part) {
		if p.Text == "" {
			return
		}
		b.WriteString(p.Text)
		f.Parts = append(f.Parts, p)
	}
	last := 0
	for _, n := range find(text) {
		put(Part{Text: text[last:n.from]})
		last = n.to
		value := strings.TrimSpace(values[n.name])
		if value == "" {
			put(Part{Text: text[n.from:n.to], Name: n.name, Missing: true})
			if !slices.Contains(f.Missing, n.name) {
				f.Missing = append(f.Missing, n.name)
			}
			continue
		}
		// A value is never read again: a customer named {주문.금액} stays a name.
		pair := n.josa
		if m := after.FindString(text[last:]); pair == "" && m != "" {
			pair = strings.NewReplacer("(", "/", ")", "").Replace(m)
			last += len(m)
		}
		if pair != "" {
			value += korean.Josa(value, pair)
		}
		put(Part{Text: value, Name: n.name})
	}
	put(Part{Text: text[last:]})
	f.Text = b.String()
	return f
}

// Unfilled names the variables that still stand in a text.
func Unfilled(text string) []string {
	var names []string
	for _, n := range find(text) {
		if !slices.Contains(names, n.name) {
			names = append(names, n.name)
		}
	}
	return names
}

// CheckAnswer refuses an answer in which a variable still stands: the shopper must not read braces.
func CheckAnswer(text string) error {
	if names := Unfilled(text); len(names) > 0 {
		return fault.Field("replies.unfilled", "text", fault.Arg("names", strings.Join(names, ", ")))
	}
	return nil
}

// unknownIn names the variables of a template that there is nothing for.
func unknownIn(text string) []string {
	var names []string
	for _, n := range find(text) {
		if !n.known && !slices.Contains(names, n.name) {
			names = append(names, n.name)
		}
	}
	return names
}
