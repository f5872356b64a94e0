package mail

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dari/internal/postgres/cluster"
	"dari/internal/postgres/pgtest"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// dovecot is a mail server of our own, on loopback, with mailboxes that nobody else has.
type dovecot struct {
	t      *testing.T
	dir    string
	plain  string // host:port
	secure string
	roots  *tls.Config
	cmd    *exec.Cmd
}

const dovecotConfig = `
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = imap
listen = 127.0.0.1
auth_mechanisms = plain login
disable_plaintext_auth = no
ssl = yes
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
mail_location = maildir:%[1]s/mail/%%u
mail_uid = %[2]s
mail_gid = %[3]s
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = %[4]s
default_internal_group = %[6]s
default_login_user = %[5]s
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=%[2]s gid=%[3]s home=%[1]s/mail/%%u
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = %[7]d
  }
  inet_listener imaps {
    port = %[8]d
    ssl = yes
  }
}
service stats {
  chroot =
}
`

// newDovecot starts one, or skips where it is not installed.
func newDovecot(t *testing.T) *dovecot {
	t.Helper()
	if _, err := exec.LookPath("dovecot"); err != nil {
		t.Skip("dovecot is not installed (Debian: dovecot-imapd): IMAP is not tested against a real server")
	}
	dir, err := os.MkdirTemp("/tmp", "dari-dovecot-") // a short path: it makes sockets
	must(t, err)
	d := &dovecot{t: t, dir: dir}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	uid, gid := fmt.Sprint(os.Getuid()), fmt.Sprint(os.Getgid())
	me, err := user.Current()
	must(t, err)
	internal, login, group := me.Username, me.Username, me.Username
	if os.Getuid() == 0 { // it reads no mail as root
		nobody, err := user.Lookup("nobody")
		must(t, err)
		uid, gid, internal, login, group = nobody.Uid, nobody.Gid, "dovecot", "dovenull", "dovecot"
	}
	for _, sub := range []string{"run", "state", "mail"} {
		must(t, os.MkdirAll(filepath.Join(dir, sub), 0o755))
	}
	if os.Getuid() == 0 {
		must(t, exec.Command("chown", uid+":"+gid, filepath.Join(dir, "mail")).Run())
	}
	must(t, os.Chmod(dir, 0o755))
	d.certificate()
	plain, secure := freePort(t), freePort(t)
	d.plain, d.secure = fmt.Sprintf("127.0.0.1:%d", plain), fmt.Sprintf("127.0.0.1:%d", secure)
	config := fmt.Sprintf(dovecotConfig, dir, uid, gid, internal, login, group, plain, secure)
	must(t, os.WriteFile(filepath.Join(dir, "dovecot.conf"), []byte(config), 0o644))
	d.start()
	t.Cleanup(d.stop)
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	port, err := cluster.FreePort()
	must(t, err)
	return port
}

func (d *dovecot) certificate() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(d.t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(d.t, err)
	secret, err := x509.MarshalECPrivateKey(key)
	must(d.t, err)
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	must(d.t, os.WriteFile(filepath.Join(d.dir, "cert.pem"), cert, 0o644))
	must(d.t, os.WriteFile(filepath.Join(d.dir, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}), 0o600))
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(cert)
	d.roots = &tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}
}

func (d *dovecot) start() {
	d.cmd = exec.Command("dovecot", "-F", "-c", filepath.Join(d.dir, "dovecot.conf"))
	var said bytes.Buffer
	d.cmd.Stderr = &said
	must(d.t, d.cmd.Start())
	d.t.Helper()
	await(d.t, "dovecot answers", func() bool {
		conn, err := net.DialTimeout("tcp", d.plain, time.Second)
		if err != nil {
			return false
		}
		defer conn.Close()
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		hello := make([]byte, 16)
		n, _ := conn.Read(hello)
		return strings.HasPrefix(string(hello[:n]), "* OK")
	}, func() string {
		log, _ := os.ReadFile(filepath.Join(d.dir, "log"))
		return said.String() + string(log)
	})
}

func (d *dovecot) stop() {
	if d.cmd == nil {
		return
	}
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	_ = d.cmd.Wait()
	d.cmd = nil
}

// await waits for a condition that the world outside makes true.
func await(t *testing.T, what string, is func() bool, why func() string) {
	t.Helper()
	end := time.Now().Add(90 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		if time.Now().After(end) {
			said := ""
			if why != nil {
				said = why()
			}
			t.Fatalf("waited in vain: %s\n%s", what, said)
		}
		<-tick.C
	}
}

func (d *dovecot) client(name string) *imapclient.Client {
	d.t.Helper()
	c, err := imapclient.DialInsecure(d.plain, nil)
	must(d.t, err)
	must(d.t, c.Login(name, "x").Wait())
	return c
}

// deliver puts mails into a mailbox.
func (d *dovecot) deliver(name, folder string, flags []imap.Flag, mails ...string) {
	d.t.Helper()
	c := d.client(name)
	defer c.Close()
	for _, m := range mails {
		raw := strings.ReplaceAll(m, "\n", "\r\n")
		cmd := c.Append(folder, int64(len(raw)), &imap.AppendOptions{Flags: flags})
		_, err := cmd.Write([]byte(raw))
		must(d.t, err)
		must(d.t, cmd.Close())
		_, err = cmd.Wait()
		must(d.t, err)
	}
}

// count tells how many mails of a folder there are, and how many are not read.
func (d *dovecot) count(name, folder string) (all, unseen int) {
	d.t.Helper()
	c := d.client(name)
	defer c.Close()
	if _, err := c.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		return 0, 0
	}
	every, err := c.UIDSearch(&imap.SearchCriteria{}, nil).Wait()
	must(d.t, err)
	fresh, err := c.UIDSearch(&imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}}, nil).Wait()
	must(d.t, err)
	return len(every.AllUIDs()), len(fresh.AllUIDs())
}

// fetch runs so many fetchers of a mailbox until the test ends or stop is called.
func (d *dovecot) fetch(s *Service, address string, n int) (stop func()) {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for range n {
		f, err := s.NewFetcher(address)
		must(d.t, err)
		f.tls = d.roots
		running.Go(func() { _ = f.Run(ctx) })
	}
	stop = func() { cancel(); running.Wait() }
	d.t.Cleanup(stop)
	return stop
}

func letter(n int) string {
	return fmt.Sprintf("From: 손님%[1]d <guest%[1]d@example.com>\nTo: help@ondam.example\nMessage-ID: <m%[1]d@example.com>\nSubject: 문의 %[1]d\nContent-Type: text/plain; charset=utf-8\n\n언제 오나요? %[1]d\n", n)
}

func letters(from, to int) (list []string) {
	for n := from; n <= to; n++ {
		list = append(list, letter(n))
	}
	return list
}

func (r *room) done() int {
	return pgtest.Count(r.t, r.db, `SELECT count(*) FROM dari.inbound_mail WHERE state = 'done'`)
}

func TestAMailboxIsReadByManyAndEachMailTakenInOnce(t *testing.T) {
	d := newDovecot(t)
	r := newRoom(t)
	d.deliver("seller", "INBOX", []imap.Flag{imap.FlagSeen}, letter(900)) // the past of a mailbox is left alone
	d.deliver("seller", "INBOX", nil, letters(1, 12)...)
	address := "imaps://seller:x@" + d.secure + "/INBOX"
	stop := d.fetch(r.mail, address, 4)
	await(t, "twelve mails", func() bool { return r.done() == 12 }, nil)
	d.deliver("seller", "INBOX", nil, letters(13, 15)...) // the fetchers idle
	await(t, "three more", func() bool { return r.done() == 15 }, nil)
	await(t, "all are marked", func() bool { _, unseen := d.count("seller", "INBOX"); return unseen == 0 }, nil)
	// Somebody opens a mail with another program before it was fetched.
	d.deliver("seller", "INBOX", []imap.Flag{imap.FlagSeen}, letter(16))
	await(t, "the opened one", func() bool { return r.done() == 16 }, nil)
	stop()
	d.deliver("seller", "INBOX", nil, letters(17, 18)...)
	d.fetch(r.mail, "imap://seller:x@"+d.plain+"/INBOX", 1) // STARTTLS, and another program
	await(t, "what came in between", func() bool { return r.done() == 18 }, nil)
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.messages`); n != 18 {
		t.Errorf("%d messages", n)
	}
	if n := pgtest.Count(t, r.db, `SELECT count(*) FROM dari.inbound_mail WHERE subject = '문의 900'`); n != 0 {
		t.Error("the past was taken in")
	}
}

func TestAMailIsMarkedOnlyWhenItIsCommitted(t *testing.T) {
	d := newDovecot(t)
	r := newRoom(t)
	if _, err := r.db.Exec(t.Context(), `ALTER TABLE dari.inbound_mail ADD CONSTRAINT refuse CHECK (subject = 'never') NOT VALID`); err != nil {
		t.Fatal(err)
	}
	d.deliver("seller", "INBOX", nil, letters(1, 2)...)
	d.fetch(r.mail, "imap://seller:x@"+d.plain+"/INBOX?tls=none", 1)
	d.deliver("seller", "INBOX", nil, letter(3))
	if _, unseen := d.count("seller", "INBOX"); unseen != 3 {
		t.Errorf("%d of 3 are not marked although nothing can be stored", unseen)
	}
	if _, err := r.db.Exec(t.Context(), `ALTER TABLE dari.inbound_mail DROP CONSTRAINT refuse`); err != nil {
		t.Fatal(err)
	}
	await(t, "all are taken in", func() bool { return r.done() == 3 }, nil)
	await(t, "and marked", func() bool { _, unseen := d.count("seller", "INBOX"); return unseen == 0 }, nil)
}

func TestMailsAreMovedAwayAndTheServerMayGo(t *testing.T) {
	d := newDovecot(t)
	r := newRoom(t)
	d.deliver("seller", "INBOX", nil, letters(1, 3)...)
	d.fetch(r.mail, "imap://seller:x@"+d.plain+"/INBOX?tls=none&move=Done", 2)
	await(t, "they are in the other folder", func() bool { all, _ := d.count("seller", "Done"); return all >= 3 }, nil) // two that move one mail at once may leave two
	d.stop()
	d.start()
	d.deliver("seller", "INBOX", nil, letters(4, 5)...)
	await(t, "those that came after it was back", func() bool { all, _ := d.count("seller", "Done"); return all >= 5 && r.done() == 5 }, nil)
	if all, _ := d.count("seller", "INBOX"); all != 0 {
		t.Errorf("%d are left", all)
	}
}

func TestAMailboxWhoseNumbersChangedLosesNothing(t *testing.T) {
	d := newDovecot(t)
	r := newRoom(t)
	address := "imap://seller:x@" + d.plain + "/Shop?tls=none"
	c := d.client("seller")
	must(t, c.Create("Shop", nil).Wait())
	d.deliver("seller", "Shop", nil, letters(1, 3)...)
	stop := d.fetch(r.mail, address, 1)
	await(t, "three mails", func() bool { return r.done() == 3 }, nil)
	await(t, "the place in the mailbox is noted", func() bool {
		return pgtest.Count(t, r.db, `SELECT count(*) FROM dari.imap_cursors WHERE last_uid = 3`) == 1
	}, nil)
	stop()
	must(t, c.Delete("Shop").Wait()) // and made anew, with other numbers
	must(t, c.Create("Shop", nil).Wait())
	if _, err := r.db.Exec(t.Context(), `UPDATE dari.imap_cursors SET uid_validity = 7`); err != nil {
		t.Fatal(err)
	}
	d.deliver("seller", "Shop", []imap.Flag{imap.FlagSeen}, letters(2, 4)...) // 4 was opened before we came
	d.fetch(r.mail, address, 1)
	await(t, "the one that is new", func() bool { return r.done() == 4 }, nil)
	_ = c.Close()
}

func TestAMailTooLargeForUsIsShownAndStays(t *testing.T) {
	d := newDovecot(t)
	r := newRoom(t)
	big := strings.Replace(letter(1), "\n\n", "\n\n"+strings.Repeat("가나다라마바사아자차카타파하 0123456789\n", (MaxBytes/55)+1000), 1)
	d.deliver("seller", "INBOX", nil, big, letter(2))
	d.fetch(r.mail, "imap://seller:x@"+d.plain+"?tls=none", 1)
	await(t, "the other one is taken in", func() bool { return r.done() == 1 }, nil)
	var size int64
	err := r.db.QueryRow(t.Context(), `SELECT size FROM dari.inbound_mail WHERE state = 'quarantined' AND reason = 'too_large' AND subject = '문의 1' AND NOT whole`).Scan(&size)
	if err != nil || size <= MaxBytes {
		t.Errorf("%d bytes, %v", size, err)
	}
	if all, _ := d.count("seller", "INBOX"); all != 2 {
		t.Errorf("%d are in the mailbox", all)
	}
}

func TestAddressesOfMailboxes(t *testing.T) {
	for address, want := range map[string]mailbox{
		"imaps://a%40b.kr:p%2Fw@h/INBOX":                   {address: "h:993", host: "h", user: "a@b.kr", password: "p/w", folder: "INBOX", implicit: true, poll: time.Minute},
		"imap://u:p@h:1143/A/B?tls=none&move=Done&poll=5s": {address: "h:1143", host: "h", user: "u", password: "p", folder: "A/B", move: "Done", plain: true, poll: 5 * time.Second},
		"imap://u@h": {address: "h:143", host: "h", user: "u", folder: "INBOX", poll: time.Minute},
	} {
		if got, err := parseMailbox(address); err != nil || got != want {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
	for _, address := range []string{"", "http://u:p@h", "imaps://h/INBOX", "imap://u:p@h?tls=maybe", "imap://u:p@h?poll=0s", "imap://u:p@h/A?move=A"} {
		if _, err := parseMailbox(address); err == nil || strings.Contains(err.Error(), "p@") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
