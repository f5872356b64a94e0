package consent

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"dari/notify"
)

// Subject is what an unsubscribe token is bound to: one person, one channel, and the campaign or
// coupon whose message carried it.
type Subject struct {
	CustomerID int64
	Channel    notify.Channel
	SourceKind string // notify.SourceCampaign, notify.SourceCoupon or empty
	SourceID   int64
}

// Tokens makes and reads unsubscribe tokens. A token needs no row, so it works for ever, and shows
// nothing of what it holds: the authentication code over the content is also the initial vector
// under which the content is hidden.
type Tokens struct {
	mac   []byte
	block cipher.Block
}

const (
	tokenVersion = 1
	macLen       = 16
	contentLen   = 1 + 1 + 1 + 8 + 8
)

var (
	channelCodes = map[notify.Channel]byte{notify.Email: 1, notify.SMS: 2}
	sourceCodes  = map[string]byte{"": 0, notify.SourceCampaign: 1, notify.SourceCoupon: 2}
)

// NewTokens derives its keys from the installation's secret.
func NewTokens(secret string) *Tokens {
	block, err := aes.NewCipher(derive(secret, "dari unsubscribe cipher"))
	if err != nil {
		panic("consent: " + err.Error()) // a 32-byte key always fits
	}
	return &Tokens{mac: derive(secret, "dari unsubscribe code"), block: block}
}

func derive(secret, purpose string) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(purpose))
	return h.Sum(nil)
}

// Token is the token of a subject, always the same one.
func (t *Tokens) Token(s Subject) string {
	content := make([]byte, contentLen)
	content[0], content[1], content[2] = tokenVersion, channelCodes[s.Channel], sourceCodes[s.SourceKind]
	binary.BigEndian.PutUint64(content[3:], uint64(s.CustomerID))
	binary.BigEndian.PutUint64(content[11:], uint64(s.SourceID))
	code := t.code(content)
	t.hide(code, content)
	return base64.RawURLEncoding.EncodeToString(append(code, content...))
}

// Open reads a token. It answers false for every string that Token did not make.
func (t *Tokens) Open(token string) (Subject, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	// The decoder skips line ends and ignores the last spare bits: only the one true spelling counts.
	if err != nil || len(raw) != macLen+contentLen || base64.RawURLEncoding.EncodeToString(raw) != token {
		return Subject{}, false
	}
	code, content := raw[:macLen], raw[macLen:]
	t.hide(code, content)
	if !hmac.Equal(code, t.code(content)) || content[0] != tokenVersion {
		return Subject{}, false
	}
	s := Subject{CustomerID: int64(binary.BigEndian.Uint64(content[3:])), SourceID: int64(binary.BigEndian.Uint64(content[11:]))}
	for channel, n := range channelCodes {
		if n == content[1] {
			s.Channel = channel
		}
	}
	for kind, n := range sourceCodes {
		if n == content[2] {
			s.SourceKind = kind
		}
	}
	return s, s.Channel != ""
}

func (t *Tokens) code(content []byte) []byte {
	h := hmac.New(sha256.New, t.mac)
	h.Write(content)
	return h.Sum(nil)[:macLen]
}

func (t *Tokens) hide(code, content []byte) {
	cipher.NewCTR(t.block, code).XORKeyStream(content, content)
}

// URL is the address of a subject's unsubscribe page.
func (t *Tokens) URL(publicURL string, s Subject) string {
	return strings.TrimSuffix(publicURL, "/") + "/u/" + t.Token(s)
}
