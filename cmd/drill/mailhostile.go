package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"dari/cmd/lab"
	"dari/internal/postgres/cluster"

	"github.com/emersion/go-smtp"
	"golang.org/x/sync/errgroup"
)

// hostileMail is M-7: mails that are made to keep their reader busy or to fill its memory, while others
// come and must not wait.
func hostileMail(ctx context.Context, w *world) (Result, error) {
	port, err := cluster.FreePort()
	if err != nil {
		return Result{}, err
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	n, err := w.startNode(ctx, "DARI_MAIL_LISTEN=lmtp://"+address)
	if err != nil {
		return Result{}, err
	}
	r := Result{}
	for range 5 { // the program is warm
		if _, err := w.hand(ctx, address, ordinary(r.Planned)); err != nil {
			return r, err
		}
		r.Planned++
	}
	before, err := memory(n.Pid(), "VmRSS")
	if err != nil {
		return r, err
	}
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", n.Pid()), []byte("5"), 0o200) // the peak is counted from here
	var slowest, busiest, waited time.Duration
	for name, mail := range monsters(size(w, 8<<20, 24<<20)) {
		began, refused := time.Now(), false
		spent, err := cpu(n.Pid())
		if err != nil {
			return r, err
		}
		group, within := errgroup.WithContext(ctx)
		group.Go(func() (err error) {
			refused, err = w.hand(within, address, mail)
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			return err
		})
		group.Go(func() error {
			began := time.Now()
			_, err := w.hand(within, address, ordinary(r.Planned))
			waited = max(waited, time.Since(began))
			return err
		})
		if err := group.Wait(); err != nil {
			return r, err
		}
		r.Planned++
		if refused {
			r.count("refused", 1)
		} else {
			r.Planned++
		}
		_ = lab.Await(ctx, time.Minute, "it is worked off", func() bool { return w.noneOpen(ctx) }, n.Alive)
		slowest = max(slowest, time.Since(began))
		after, err := cpu(n.Pid())
		if err != nil {
			return r, err
		}
		r.note("%s: %s, of them %s of this program's CPU", name, time.Since(began).Round(10*time.Millisecond), after-spent)
		busiest = max(busiest, after-spent)
	}
	peak, err := memory(n.Pid(), "VmHWM")
	if err != nil {
		return r, err
	}
	t, err := w.mailTally(ctx)
	if err != nil {
		return r, err
	}
	r.Sent, r.Lost = t.messages, max(0, r.Planned-t.messages)
	if t.stored != r.Planned || t.done != r.Planned {
		r.mismatch("%d mails: %d are stored, %d done", r.Planned, t.stored, t.done)
	}
	r.count("memory_mb", (peak-before)>>20)
	if peak-before > 200<<20 {
		r.mismatch("it needed %d MB more", (peak-before)>>20)
	}
	r.count("busiest_cpu_ms", busiest.Milliseconds())
	w.atMost(&r, "slowest", slowest, 5*time.Second)
	w.atMost(&r, "others", waited, 2*time.Second)
	r.zeros()
	return r, nil
}

// hand hands a mail to the program as a mail server does. It answers whether it was refused as too large.
func (w *world) hand(ctx context.Context, address string, mail []byte) (refused bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	c, err := dialLMTP(address)
	if err != nil {
		return false, err
	}
	defer func() { _ = c.Close() }()
	if err := c.Mail("sender@example.com", nil); err != nil {
		return false, fmt.Errorf("begin a mail: %w", err)
	}
	if err := c.Rcpt("hello@ondam.example", nil); err != nil {
		return false, fmt.Errorf("name the recipient: %w", err)
	}
	body, err := c.Data()
	if err != nil {
		return false, fmt.Errorf("send a mail: %w", err)
	}
	_, err = io.Copy(body, bytes.NewReader(mail))
	err = errors.Join(err, body.Close())
	var said *smtp.SMTPError
	if errors.As(err, &said) && said.Code == 552 {
		return true, nil
	}
	return false, err
}

func dialLMTP(address string) (*smtp.Client, error) {
	conn, err := lmtpConn(address)
	if err != nil {
		return nil, fmt.Errorf("reach the listener for mails: %w", err)
	}
	return smtp.NewClientLMTP(conn), nil
}

func ordinary(i int) []byte {
	return fmt.Appendf(nil, "From: other%d@example.com\r\nTo: hello@ondam.example\r\nMessage-ID: <o%d@example.com>\r\nSubject: ordinary %d\r\n\r\nhello\r\n", i, i, i)
}

// cpu is the time a process has used so far, its own and the system's for it.
func cpu(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("read the time of a program: %w", err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:])) // its name may hold blanks
	if len(fields) < 13 {
		return 0, fmt.Errorf("the system does not tell the time of process %d", pid)
	}
	own, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, fmt.Errorf("read the time of a program: %w", err)
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(own+system) * 10 * time.Millisecond, err
}

// memory reads a line of the state of a process, in bytes.
func memory(pid int, name string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, fmt.Errorf("read the memory of a program: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("the system does not tell %s", name)
}

func lmtpConn(address string) (net.Conn, error) {
	return net.DialTimeout("tcp", address, 5*time.Second)
}

// monsters are mails that are made to do harm; those of plain text and of HTML are so large.
func monsters(large int) map[string][]byte {
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
		"much text":        mail("\n" + lines(large)),
		"24 MB in a file":  mail(mixed + "--x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + lines(24<<20-2000) + "--x--\n"),
		"much HTML":        mail("Content-Type: text/html\n\n" + strings.Repeat("<div><b>hello</b> <i>there</i></div>\n", (large-2000)/38)),
		"10,000 parts":     mail(mixed + strings.Repeat("--x\nContent-Type: text/plain\n\nhi\n", 10_000) + "--x--\n"),
		"nested 1,000":     mail(deep.String() + "\nhello\n"),
		"a line of 1 MB":   mail("X-Long: " + strings.Repeat("a", 1<<20) + "\n\nhello\n"),
		"a packed bomb":    mail(mixed + "--x\nContent-Type: application/zip; name=b.zip\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(bomb.Bytes()) + "\n--x--\n"),
		"charset utf-7":    mail("Content-Type: text/plain; charset=utf-7\n\n+ADw-script+AD4-\n"),
		"NULs":             mail("\nhel\x00lo\n"),
		"2,000 recipients": mail("Cc: " + people.String() + "z@example.com\n\nhello\n"),
	}
}
