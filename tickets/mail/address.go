package mail

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// What a reply address leads to.
const (
	toConversation = 'c'
	toTicket       = 't'
)

// ref is what a signed address names.
type ref struct {
	kind byte
	id   int64
}

// Servers may change the case of a local part, so it is written in one.
var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func (s *Service) sign(name string) string {
	mac := hmac.New(sha256.New, []byte("reply address:"+s.Secret))
	mac.Write([]byte(name))
	return lower.EncodeToString(mac.Sum(nil)[:10])
}

// ReplyTo is the address under which answers to a conversation come back: reply+c42.<proof>@host.
func (s *Service) ReplyTo(conversationID int64, host string) string {
	name := string(rune(toConversation)) + strconv.FormatInt(conversationID, 10)
	return "reply+" + name + "." + s.sign(name) + "@" + host
}

// open reads such an address; the host does not matter, since mails are forwarded.
func (s *Service) open(address string) (ref, bool) {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	rest, ok := strings.CutPrefix(local, "reply+")
	name, proof, dotted := strings.Cut(rest, ".")
	if !ok || !dotted || len(name) < 2 || name[0] != toConversation && name[0] != toTicket {
		return ref{}, false
	}
	id, err := strconv.ParseInt(name[1:], 10, 64)
	if err != nil || id <= 0 || !hmac.Equal([]byte(proof), []byte(s.sign(name))) {
		return ref{}, false
	}
	return ref{name[0], id}, true
}

// BounceAddress is the envelope sender of a delivery: a refusal comes back to it, and says by that alone
// which delivery it is about. bounce+d<id>.<proof>@host
func (s *Service) BounceAddress(delivery uuid.UUID, host string) string {
	name := "d" + strings.ReplaceAll(delivery.String(), "-", "")
	return "bounce+" + name + "." + s.sign(name) + "@" + host
}

func (s *Service) openBounce(address string) (uuid.UUID, bool) {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	rest, ok := strings.CutPrefix(local, "bounce+")
	name, proof, dotted := strings.Cut(rest, ".")
	if !ok || !dotted || len(name) != 33 || !hmac.Equal([]byte(proof), []byte(s.sign(name))) {
		return uuid.UUID{}, false
	}
	id, err := uuid.Parse(name[1:])
	return id, err == nil
}
