package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"time"
)

func lmtpConn(address string) (net.Conn, error) {
	return net.DialTimeout("tcp", address, 5*time.Second)
}

// monsters are mails that are made to do harm.
func monsters() map[string][]byte {
	n := 0
	mail := func(rest string) []byte {
		n++
		return []byte(strings.ReplaceAll(fmt.Sprintf("From: attacker%d@example.com\nTo: hello@ondam.example\nMessage-ID: <evil%d@example.com>\nSubject: %d\nMIME-Version: 1.0\n%s", n, n, n, rest), "\n", "\r\n"))
	}
	const mixed = "Content-Type: multipart/mixed; boundary=x\n\n"
	lines := func(bytes int) string { return strings.Repeat(strings.Repeat("a", 76)+"\n", bytes/77) }
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	zeros := make([]byte, 1<<20)
	for range 500 {
		_, _ = w.Write(zeros)
	}
	_ = w.Close()
	var deep, people strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	for i := range 2000 {
		fmt.Fprintf(&people, "p%d@example.com,\n ", i)
	}
	return map[string][]byte{
		"50 MB":            mail("\n" + lines(50<<20)),
		"24 MB of text":    mail("\n" + lines(24<<20)),
		"24 MB in a file":  mail(mixed + "--x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + lines(24<<20-2000) + "--x--\n"),
		"24 MB of HTML":    mail("Content-Type: text/html\n\n" + strings.Repeat("<div><b>hello</b> <i>there</i></div>\n", (24<<20-2000)/38)),
		"10,000 parts":     mail(mixed + strings.Repeat("--x\nContent-Type: text/plain\n\nhi\n", 10_000) + "--x--\n"),
		"nested 1,000":     mail(deep.String() + "\nhello\n"),
		"a line of 1 MB":   mail("X-Long: " + strings.Repeat("a", 1<<20) + "\n\nhello\n"),
		"a packed bomb":    mail(mixed + "--x\nContent-Type: application/zip; name=b.zip\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(bomb.Bytes()) + "\n--x--\n"),
		"charset utf-7":    mail("Content-Type: text/plain; charset=utf-7\n\n+ADw-script+AD4-\n"),
		"NULs":             mail("\nhel\x00lo\n"),
		"2,000 recipients": mail("Cc: " + people.String() + "z@example.com\n\nhello\n"),
	}
}
