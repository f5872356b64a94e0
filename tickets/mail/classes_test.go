package mail

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

func in(e encoding.Encoding, text string) string {
	out, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

func cp949(text string) string { return in(korean.EUCKR, text) }

func b64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// percent is the form of RFC 2231.
func percent(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// qp is every byte as quoted-printable writes it.
func qp(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, "=%02X", c)
	}
	return b.String()
}

// What programs do to words of a head: each of them is a subject that its writer could read.
func TestSubjectsAreReadHoweverTheyAreEncoded(t *testing.T) {
	const want = "주문 1103 교환 문의드려요"
	euc, half := cp949(want), []byte(want)
	words := func(charset, text string, cut int) string {
		return "=?" + charset + "?B?" + b64(text[:cut]) + "?=\r\n =?" + charset + "?B?" + b64(text[cut:]) + "?="
	}
	tests := map[string]string{
		"UTF-8, one word":                                    "=?UTF-8?B?" + b64(want) + "?=",
		"UTF-8, folded in the middle of a letter":            words("utf-8", want, 1),
		"UTF-8, folded after a space":                        words("utf-8", want, 7),
		"EUC-KR, folded in the middle of a letter":           words("euc-kr", euc, 1),
		"CP949 by another name, folded":                      words("ks_c_5601-1987", euc, 5),
		"three words, cut twice":                             "=?utf-8?B?" + b64(string(half[:4])) + "?= =?utf-8?B?" + b64(string(half[4:11])) + "?= =?utf-8?B?" + b64(string(half[11:])) + "?=",
		"words that touch":                                   "=?utf-8?B?" + b64("주문 1103 ") + "?==?utf-8?B?" + b64("교환 문의드려요") + "?=",
		"lower case":                                         "=?utf-8?b?" + b64(want) + "?=",
		"without padding":                                    "=?utf-8?B?" + strings.TrimRight(b64(want), "=") + "?=",
		"quoted-printable":                                   "=?utf-8?Q?" + strings.ReplaceAll(qp(want), "=20", "_") + "?=",
		"quoted-printable with bare spaces":                  "=?utf-8?Q?" + qp("주문") + " 1103 " + qp("교환") + " " + qp("문의드려요") + "?=",
		"quoted-printable, folded in the middle of a letter": "=?euc-kr?Q?" + qp(euc[:1]) + "?=\r\n =?euc-kr?Q?" + qp(euc[1:]) + "?=",
		"with a language (RFC 2231)":                         "=?utf-8*ko?B?" + b64(want) + "?=",
		"in quotes":                                          `"=?utf-8?B?` + b64(want) + `?="`,
		"bare CP949":                                         euc,
		"bare UTF-8":                                         want,
		"half encoded, half bare":                            "=?utf-8?B?" + b64("주문 1103 ") + "?= 교환 문의드려요",
		"one line too long to be folded":                     "=?utf-8?B?" + b64(want) + "?= " + strings.Repeat(" ", 2000),
		"folded by a tab":                                    "=?utf-8?B?" + b64("주문 1103 ") + "?=\r\n\t=?utf-8?B?" + b64("교환 문의드려요") + "?=",
		"a line feed within a word":                          "=?utf-8?B?" + b64(want)[:12] + "\r\n " + b64(want)[12:] + "?=",
		"utf8 without its hyphen":                            "=?utf8?B?" + b64(want) + "?=",
		"UTF-8 that is called EUC-KR":                        "=?euc-kr?B?" + b64(want) + "?=",
		"EUC-KR that is called UTF-8":                        "=?utf-8?B?" + b64(euc) + "?=",
	}
	for name, subject := range tests {
		t.Run(name, func(t *testing.T) {
			p := read([]byte("From: a@example.com\r\nSubject: " + subject + "\r\n\r\n안녕하세요\r\n"))
			if squeezed(strings.Trim(p.Subject, `"`)) != squeezed(want) {
				t.Errorf("%q", p.Subject)
			}
		})
	}
}

func TestNamesOfPeopleAreReadHoweverTheyAreEncoded(t *testing.T) {
	tests := map[string]struct{ from, name, address string }{
		"a comma in an encoded name":   {"=?utf-8?B?" + b64("김하은, 온담") + "?= <kim@example.com>", "김하은 온담", "kim@example.com"},
		"brackets in an encoded name":  {"=?utf-8?B?" + b64("<김하은>") + "?= <kim@example.com>", "김하은", "kim@example.com"},
		"an encoded name in quotes":    {`"=?euc-kr?B?` + b64(cp949(`김 "하은"`)) + `?=" <kim@example.com>`, "김 하은", "kim@example.com"},
		"a name of CP949 that is bare": {cp949("김하은") + " <kim@example.com>", "김하은", "kim@example.com"},
		"a name that touches":          {"=?utf-8?B?" + b64("김하은") + "?=<kim@example.com>", "김하은", "kim@example.com"},
		"a name behind the address":    {"kim@example.com (=?utf-8?B?" + b64("김하은") + "?=)", "김하은", "kim@example.com"},
		"an address that is encoded":   {"=?utf-8?B?" + b64("김하은 <kim@example.com>") + "?=", "", "kim@example.com"},
		"two people":                   {"=?utf-8?B?" + b64("김, 하은") + "?= <kim@example.com>, lee@example.com", "김 하은", "kim@example.com"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := read([]byte("From: " + test.from + "\r\nSubject: a\r\n\r\nhello\r\n"))
			if p.From != test.address || test.name != "" && p.Name != test.name {
				t.Errorf("%q %q", p.Name, p.From)
			}
		})
	}
}

// What programs do to the text: whatever they call it, it is read as it was written.
func TestTextsAreReadWhateverTheirCharsetIsCalled(t *testing.T) {
	const want = "안녕하세요. 어제 받은 접시가 깨져 있어서 교환하고 싶습니다. 사진을 함께 보내니 확인 부탁드려요."
	euc := cp949(want)
	utf16 := in(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), want)
	tests := map[string]struct{ kind, encoding, body string }{
		"EUC-KR":                             {"text/plain; charset=euc-kr", "8bit", euc},
		"CP949 that is called UTF-8":         {"text/plain; charset=utf-8", "8bit", euc},
		"CP949 that is called ASCII":         {"text/plain; charset=us-ascii", "8bit", euc},
		"CP949 that is called Latin":         {"text/plain; charset=iso-8859-1", "8bit", euc},
		"CP949 without a name":               {"text/plain", "8bit", euc},
		"UTF-8 that is called EUC-KR":        {"text/plain; charset=euc-kr", "8bit", want},
		"UTF-8 that is called ASCII":         {"text/plain; charset=us-ascii", "8bit", want},
		"UTF-8 that is called Latin":         {"text/plain; charset=iso-8859-1", "8bit", want},
		"UTF-8 without its hyphen":           {"text/plain; charset=utf8", "8bit", want},
		"UTF-8 with its mark":                {"text/plain; charset=utf-8", "8bit", "\ufeff" + want},
		"UTF-16":                             {"text/plain; charset=utf-16", "base64", b64(utf16)},
		"a charset in quotes and more":       {`text/plain; charset="utf-8"; format=flowed; delsp=yes`, "8bit", want},
		"a charset with spaces":              {"text/plain; charset = utf-8", "8bit", want},
		"a charset that nobody knows":        {"text/plain; charset=x-unknown", "8bit", want},
		"an empty charset":                   {"text/plain; charset=", "8bit", want},
		"two charsets":                       {"text/plain; charset=utf-8; charset=utf-8", "8bit", want},
		"base64":                             {"text/plain; charset=euc-kr", "base64", b64(euc)},
		"base64 in upper case":               {"text/plain; charset=euc-kr", "BASE64", b64(euc)},
		"base64 with signs in it":            {"text/plain; charset=utf-8", "base64", b64(want)[:20] + " !\r\n" + b64(want)[20:]},
		"base64 without its padding":         {"text/plain; charset=utf-8", "base64", strings.TrimRight(b64(want), "=")},
		"quoted-printable":                   {"text/plain; charset=euc-kr", "quoted-printable", qp(euc)},
		"quoted-printable, folded":           {"text/plain; charset=utf-8", "quoted-printable", qp(want[:30]) + "=\r\n" + qp(want[30:])},
		"no encoding of that name":           {"text/plain; charset=utf-8", "8-bit", want},
		"HTML that is called otherwise":      {"text/html; charset=utf-8", "8bit", "<html><head><meta charset=euc-kr></head><body><p>" + want + "</p></body></html>"},
		"HTML of CP949 that says so itself":  {"text/html", "8bit", "<html><head><meta http-equiv=Content-Type content='text/html; charset=ks_c_5601-1987'></head><body><p>" + euc + "</p></body></html>"},
		"HTML of CP949 that is called UTF-8": {"text/html; charset=utf-8", "8bit", "<html><body><p>" + euc + "</p></body></html>"},
	}
	for name, test := range tests {
		for _, frame := range []string{"alone", "in a part"} {
			t.Run(name+", "+frame, func(t *testing.T) {
				body := "Content-Type: " + test.kind + "\r\nContent-Transfer-Encoding: " + test.encoding + "\r\n\r\n" + test.body + "\r\n"
				if frame == "in a part" {
					body = "Content-Type: multipart/mixed; boundary=\"=_x\"\r\n\r\n--=_x\r\n" + body + "--=_x\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n--=_x--\r\n"
				}
				p := read([]byte("From: a@example.com\r\nSubject: a\r\nMIME-Version: 1.0\r\n" + body))
				if got := strings.Join(strings.Fields(p.Text), " "); got != want {
					t.Errorf("%.120q", got)
				}
			})
		}
	}
}

// What programs do to the names of files.
func TestNamesOfFilesAreReadHoweverTheyAreEncoded(t *testing.T) {
	const want = "교환 신청서 (최종).pdf"
	euc := cp949(want)
	tests := map[string]string{
		"plain UTF-8":                     `attachment; filename="` + want + `"`,
		"bare CP949":                      `attachment; filename="` + euc + `"`,
		"RFC 2231, UTF-8":                 "attachment; filename*=utf-8''" + percent(want),
		"RFC 2231, EUC-KR":                "attachment; filename*=euc-kr''" + percent(euc),
		"RFC 2231, CP949 by another name": "attachment; filename*=ks_c_5601-1987'ko'" + percent(euc),
		"RFC 2231, continued":             "attachment;\r\n filename*0*=utf-8''" + percent(want[:10]) + ";\r\n filename*1*=" + percent(want[10:]),
		"RFC 2231, EUC-KR, continued in the middle of a letter": "attachment;\r\n filename*0*=euc-kr''" + percent(euc[:3]) + ";\r\n filename*1*=" + percent(euc[3:9]) + ";\r\n filename*2=\"" + euc[9:] + "\"",
		"RFC 2231, EUC-KR, in quotes":                           "attachment; filename*=\"euc-kr''" + percent(euc) + "\"",
		"RFC 2231 and a plain one":                              "attachment; filename=\"____.pdf\"; filename*=utf-8''" + percent(want),
		"a word of a head":                                      `attachment; filename="=?utf-8?B?` + b64(want) + `?="`,
		"a word of a head, EUC-KR":                              `attachment; filename="=?euc-kr?B?` + b64(euc) + `?="`,
		"a word of a head, quoted-printable":                    `attachment; filename="=?ks_c_5601-1987?Q?` + strings.ReplaceAll(qp(euc), "=20", "_") + `?="`,
		"a word of a head, folded":                              "attachment;\r\n filename=\"=?euc-kr?B?" + b64(euc[:6]) + "?=\r\n =?euc-kr?B?" + b64(euc[6:]) + "?=\"",
		"a word of a head, without quotes":                      "attachment; filename==?utf-8?B?" + b64(want) + "?=",
		"percent alone":                                         `attachment; filename="` + percent(want) + `"`,
	}
	for name, disposition := range tests {
		t.Run(name, func(t *testing.T) {
			p := read([]byte("From: a@example.com\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n" +
				"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: " + disposition + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64("%PDF-1.4") + "\r\n--x--\r\n"))
			if names := fileNames(p); len(names) != 1 || !sameName(names[0], want) {
				t.Errorf("%q", names)
			}
		})
	}
}

// Mails whose frame is broken show what is in them.
func TestMailsWithABrokenFrameShowWhatTheyHold(t *testing.T) {
	const said = "접시가 깨져 왔어요"
	text := "Content-Type: text/plain; charset=utf-8\r\n\r\n" + said + "\r\n"
	file := "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64("%PDF-1.4") + "\r\n"
	mixed := func(boundary string) string {
		return "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n"
	}
	inner := "Content-Type: message/rfc822\r\n\r\nFrom: b@example.com\r\nSubject: inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n안쪽 글\r\n"
	tests := map[string]struct {
		body  string
		files int
	}{
		"never closed":                          {mixed("x") + "--x\r\n" + text + "--x\r\n" + file, 1},
		"cut off within a file":                 {mixed("x") + "--x\r\n" + text + "--x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBER", 1},
		"spaces after the boundary":             {mixed("x") + "--x  \r\n" + text + "--x \t\r\n" + file + "--x--  \r\n", 1},
		"a boundary without quotes":             {mixed("----=_Part/1=?") + "------=_Part/1=?\r\n" + text + "------=_Part/1=?\r\n" + file + "------=_Part/1=?--\r\n", 1},
		"a boundary that is not named":          {"Content-Type: multipart/mixed\r\n\r\n--x\r\n" + text + "--x--\r\n", 0},
		"another boundary than is named":        {mixed("y") + "--x\r\n" + text + "--x--\r\n", 0},
		"an inner frame that is never closed":   {mixed("x") + "--x\r\n" + "Content-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\n" + text + "--x\r\n" + file + "--x--\r\n", 1},
		"one boundary for both":                 {mixed("x") + "--x\r\n" + "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n" + text + "--x--\r\n--x--\r\n", 0},
		"text before the first boundary alone":  {mixed("x") + said + "\r\n", 0},
		"a part without an empty line":          {mixed("x") + "--x\r\n" + said + "\r\n--x--\r\n", 0},
		"a part without a head":                 {mixed("x") + "--x\r\n\r\n" + said + "\r\n--x--\r\n", 0},
		"a part whose head is broken":           {mixed("x") + "--x\r\nContent-Type text/plain\r\n\r\n" + said + "\r\n--x--\r\n", 0},
		"a forwarded mail":                      {mixed("x") + "--x\r\n" + text + "--x\r\n" + inner + "--x--\r\n", 1},
		"a forwarded mail in a forwarded mail":  {mixed("x") + "--x\r\n" + text + "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: outer\r\n" + mixed("y") + "--y\r\n" + text + "--y\r\n" + inner + "--y--\r\n--x--\r\n", 1},
		"frames in frames":                      {mixed("a") + "--a\r\n" + mixed("b") + "--b\r\n" + mixed("c") + "--c\r\n" + mixed("d") + "--d\r\n" + text + "--d--\r\n--c--\r\n--b--\r\n--a--\r\n", 0},
		"a multipart that holds a text":         {"Content-Type: multipart/alternative; boundary=\"\"\r\n\r\n" + said + "\r\n", 0},
		"a type that is none":                   {"Content-Type: text\r\n\r\n" + said + "\r\n", 0},
		"two types":                             {"Content-Type: text/plain; charset=utf-8\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + said + "\r\n", 0},
		"bare line feeds":                       {strings.ReplaceAll(mixed("x")+"--x\r\n"+text+"--x\r\n"+file+"--x--\r\n", "\r\n", "\n"), 1},
		"bare carriage returns within the text": {"\r\n" + said + "\r감사합니다\r\n", 0},
		"10,000 heads":                          {strings.Repeat("X-A: b\r\n", 10_000) + "\r\n" + said + "\r\n", 0},
		"the text in a file without a name":     {mixed("x") + "--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n\r\n" + said + "\r\n--x--\r\n", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := read([]byte("From: a@example.com\r\nSubject: a\r\nMIME-Version: 1.0\r\n" + test.body))
			if !strings.Contains(p.Text, said) || len(p.Files) != test.files || p.From != "a@example.com" {
				t.Errorf("%q, files %q, from %q", p.Text, fileNames(p), p.From)
			}
		})
	}
}
