// Package config reads the settings of a program: environment variables DARI_*, and for those that
// are not set there a YAML file of the same names (DARI_CONFIG). A wrong value is an Error that
// names the variable. It starts nothing and keeps no globals.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Config is everything that can be set. `.env.example` says what each is for.
type Config struct {
	DatabaseURL     string
	DatabaseConns   int32
	RedisURL        string
	Listen          string
	PublicURL       string
	ShopOrigins     []string // origins of the shop's pages that may embed the widget
	TrustedProxies  []string
	SocketsPer      int // sockets of one address
	FramesPer       int // frames a second of one socket
	Secret          string
	SMTPURL         string
	SMTPConnections int
	DKIMKey         string // file of the key that mails are signed with; empty: they are not signed here
	DKIMSelector    string
	DKIMDomain      string // empty: the sender's
	SMSURL          string
	IMAPURLs        []string // mailboxes that mail is fetched from
	MailListen      string   // where mail servers hand mail in: lmtp://host:port, lmtp:///path or smtp://host:port
	MailTo          []string // addresses, and domains as @example.kr, that mail is taken in for
	MailKeepDays    int      // how long the raw mail stays after it was worked off
	StorageURL      string   // where files are kept; storage.Open reads it
	LogLevel        slog.Level

	// Only for `dari dev` and drills.
	Retry        []time.Duration
	Lease        time.Duration
	Dialogue     time.Duration
	UnknownAfter time.Duration
	Fold         time.Duration
	FoldSet      bool // a fold of 0 is a setting too: nothing is folded
	MassGuard    int
	Spread       time.Duration // over which sockets return after a restart; 0: the default
	Clock        string
}

// Mode decides what must be set and what may be.
type Mode int

const (
	Serve Mode = iota // a shop's installation
	Dev               // `dari dev`: everything has a default, test settings are honoured
	Tool              // a command that only needs the database
)

// Error names the variable that is wrong and says what to do.
type Error struct{ Name, Problem string }

func (e Error) Error() string { return e.Name + " " + e.Problem }

type reader struct {
	lookup func(string) string
	errs   []error
}

// Load reads the settings. All that is wrong comes back at once, joined.
func Load(mode Mode, environ func(string) string) (Config, error) {
	r := reader{lookup: environ}
	if path := environ("DARI_CONFIG"); path != "" {
		file, err := readFile(path)
		if err != nil {
			return Config{}, err
		}
		r.lookup = func(name string) string {
			if v := environ(name); v != "" {
				return v
			}
			return file[name]
		}
	}
	c := Config{
		DatabaseURL: r.address("DARI_DATABASE_URL", "postgres", "postgresql"), DatabaseConns: int32(r.integer("DARI_DATABASE_CONNS", 16, 4, 500)),
		RedisURL: r.address("DARI_REDIS_URL", "redis", "rediss", "unix"), Listen: r.listen("DARI_LISTEN", "127.0.0.1:8080"),
		PublicURL:   strings.TrimSuffix(r.address("DARI_PUBLIC_URL", "http", "https"), "/"),
		ShopOrigins: r.origins("DARI_SHOP_ORIGINS"), TrustedProxies: r.prefixes("DARI_TRUSTED_PROXIES"), Secret: r.lookup("DARI_SECRET"),
		SocketsPer: r.integer("DARI_SOCKETS_PER_ADDRESS", 200, 1, 100_000), FramesPer: r.integer("DARI_FRAMES_PER_SECOND", 10, 1, 1000),
		SMTPURL: r.address("DARI_SMTP_URL", "smtp", "smtps"), SMTPConnections: r.integer("DARI_SMTP_CONNECTIONS", 10, 1, 200),
		DKIMKey: r.lookup("DARI_DKIM_KEY"), DKIMSelector: r.word("DARI_DKIM_SELECTOR"), DKIMDomain: r.word("DARI_DKIM_DOMAIN"),
		IMAPURLs: r.addresses("DARI_IMAP_URL", "imap", "imaps"), MailListen: r.address("DARI_MAIL_LISTEN", "lmtp", "smtp"), MailTo: r.list("DARI_MAIL_TO"),
		MailKeepDays: r.integer("DARI_MAIL_KEEP_DAYS", 180, 7, 3650),
		SMSURL:       r.address("DARI_SMS_URL", "http", "https"), StorageURL: r.lookup("DARI_STORAGE_URL"), LogLevel: r.level("DARI_LOG_LEVEL"),
	}
	if c.DKIMKey != "" && c.DKIMSelector == "" && r.lookup("DARI_DKIM_SELECTOR") == "" {
		r.fail("DARI_DKIM_SELECTOR", "is not set: give the name under which the key of DARI_DKIM_KEY is published, as dari2026")
	}
	r.testSettings(&c, mode)
	r.required(&c, mode)
	return c, errors.Join(r.errs...)
}

func (r *reader) required(c *Config, mode Mode) {
	need := func(name, value, why string) {
		if value == "" {
			r.fail(name, "is not set: "+why)
		}
	}
	if mode == Serve || mode == Tool {
		need("DARI_DATABASE_URL", c.DatabaseURL, "give the address of the Postgres database, as postgres://user:password@host:5432/name")
	}
	if mode != Serve {
		return
	}
	need("DARI_REDIS_URL", c.RedisURL, "give the address of Redis, as redis://host:6379/0")
	need("DARI_PUBLIC_URL", c.PublicURL, "give the address under which shoppers reach Dari, as https://help.example.kr")
	need("DARI_SECRET", c.Secret, "give at least 32 random characters, as from `openssl rand -hex 32`")
	if c.Secret != "" && len(c.Secret) < 32 {
		r.fail("DARI_SECRET", "is too short: give at least 32 random characters, as from `openssl rand -hex 32`")
	}
}

var testNames = []string{"DARI_RETRY", "DARI_LEASE", "DARI_DIALOGUE", "DARI_UNKNOWN_AFTER", "DARI_FOLD", "DARI_MASS_GUARD", "DARI_SPREAD", "DARI_CLOCK"}

func (r *reader) testSettings(c *Config, mode Mode) {
	if mode != Dev && r.lookup("DARI_DRILL") != "1" {
		for _, name := range testNames {
			if r.lookup(name) != "" {
				r.fail(name, "is only for `dari dev` and for drills (DARI_DRILL=1): take it out")
			}
		}
		return
	}
	for _, part := range strings.Split(r.lookup("DARI_RETRY"), ",") {
		if part = strings.TrimSpace(part); part != "" {
			c.Retry = append(c.Retry, r.parseDuration("DARI_RETRY", part))
		}
	}
	c.Lease = r.duration("DARI_LEASE")
	c.Dialogue = r.duration("DARI_DIALOGUE")
	c.UnknownAfter = r.duration("DARI_UNKNOWN_AFTER")
	c.Fold, c.FoldSet = r.duration("DARI_FOLD"), r.lookup("DARI_FOLD") != ""
	c.MassGuard = r.integer("DARI_MASS_GUARD", 0, 0, 1<<30)
	c.Spread = r.duration("DARI_SPREAD")
	c.Clock = r.clock("DARI_CLOCK")
}

func (r *reader) fail(name, problem string) { r.errs = append(r.errs, Error{name, problem}) }

func (r *reader) address(name string, schemes ...string) string {
	v := r.lookup(name)
	if v == "" {
		return ""
	}
	u, err := url.Parse(v)
	if err == nil {
		for _, s := range schemes {
			if u.Scheme == s && (u.Host != "" || (s == "unix" || s == "lmtp") && u.Path != "") {
				return v
			}
		}
	}
	// The value may hold a password, so it is not repeated.
	r.fail(name, "is not an address that begins with "+strings.Join(schemes, ":// or ")+"://")
	return ""
}

// addresses are several of them, with spaces or commas between.
func (r *reader) addresses(name string, schemes ...string) []string {
	one := reader{lookup: nil}
	list := r.list(name)
	for _, v := range list {
		one.lookup = func(string) string { return v }
		one.address(name, schemes...)
	}
	if len(one.errs) > 0 {
		r.errs = append(r.errs, one.errs[0])
		return nil
	}
	return list
}

func (r *reader) listen(name, def string) string {
	v := r.lookup(name)
	if v == "" {
		return def
	}
	host, port, err := net.SplitHostPort(v)
	if n, perr := strconv.Atoi(port); err != nil || perr != nil || n < 0 || n > 65535 || strings.ContainsAny(host, " /") {
		r.fail(name, "is not host:port, as 127.0.0.1:8080 or :8080")
		return def
	}
	return v
}

func (r *reader) integer(name string, def, low, high int) int {
	v := r.lookup(name)
	if v == "" {
		return def
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		r.fail(name, fmt.Sprintf("is not a whole number from %d to %d", low, high))
		return def
	}
	return n
}

func (r *reader) duration(name string) time.Duration {
	v := r.lookup(name)
	if v == "" {
		return 0
	}
	return r.parseDuration(name, v)
}

func (r *reader) parseDuration(name, v string) time.Duration {
	if n, err := strconv.ParseFloat(v, 64); err == nil && n >= 0 {
		return time.Duration(n * float64(time.Second)) // a bare number is seconds
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 {
		r.fail(name, "is not a time span as 500ms, 30s, 5m or 1h")
		return 0
	}
	return d
}

func (r *reader) clock(name string) string {
	v := r.lookup(name)
	if v == "" {
		return ""
	}
	if v[0] == '+' || v[0] == '-' {
		if d, err := time.ParseDuration(v); err == nil {
			return fmt.Sprintf("%+d milliseconds", d.Milliseconds())
		}
		return v // Postgres reads '+3 days'
	}
	at, err := time.Parse(time.RFC3339, v)
	if err != nil {
		r.fail(name, "is neither a moment as 2026-11-23T14:05:00+09:00 nor a shift as +3h")
		return ""
	}
	// A program must go on from the moment, not stand still in it: leases have to lapse.
	return fmt.Sprintf("%+d milliseconds", time.Until(at).Milliseconds())
}

func (r *reader) origins(name string) []string {
	var out []string
	for _, part := range r.list(name) {
		u, err := url.Parse(part)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
			r.fail(name, "holds something that is not an origin as https://www.example.kr")
			return nil
		}
		out = append(out, u.Scheme+"://"+u.Host)
	}
	return out
}

func (r *reader) prefixes(name string) []string {
	out := r.list(name)
	for _, part := range out {
		_, errPrefix := netip.ParsePrefix(part)
		_, errAddr := netip.ParseAddr(part)
		if errPrefix != nil && errAddr != nil {
			r.fail(name, "holds something that is neither an address nor a network as 10.0.0.0/8")
			return nil
		}
	}
	return out
}

// word is a name as it stands in DNS.
func (r *reader) word(name string) string {
	v := r.lookup(name)
	if strings.ContainsFunc(v, func(c rune) bool {
		return c != '.' && c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	}) {
		r.fail(name, "is not a name of letters, digits, dots and hyphens")
		return ""
	}
	return v
}

func (r *reader) list(name string) []string {
	return strings.FieldsFunc(r.lookup(name), func(c rune) bool { return c == ',' || c == ' ' })
}

func (r *reader) level(name string) slog.Level {
	v := r.lookup(name)
	if v == "" {
		return slog.LevelInfo
	}
	var l slog.Level
	if err := l.UnmarshalText([]byte(v)); err != nil {
		r.fail(name, "is not debug, info, warn or error")
	}
	return l
}

func readFile(path string) (map[string]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, Error{"DARI_CONFIG", "names a file that cannot be read: " + path}
	}
	var values map[string]string
	if err := yaml.Unmarshal(text, &values); err != nil {
		return nil, Error{"DARI_CONFIG", "names a file that is not YAML of the form `DARI_LISTEN: 127.0.0.1:8080`: " + path}
	}
	return values, nil
}
