package contact

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// proofSize is 160 bits of a keyed hash: nobody guesses one.
const proofSize = 20

var encoding = base64.RawURLEncoding.Strict()

// Token is the key to one ticket. It names that ticket, and opens no other.
func (s *Service) Token(ticketID int64) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(ticketID)) //nolint:gosec // identities are positive
	return encoding.EncodeToString(append(b, s.proof(ticketID)...))
}

// URL is the page of a ticket.
func (s *Service) URL(ticketID int64) string { return s.PublicURL + "/t/" + s.Token(ticketID) }

func (s *Service) proof(ticketID int64) []byte {
	return s.hash("ticket", strconv.FormatInt(ticketID, 10))[:proofSize]
}

// ticketOf is the ticket that a token opens.
func (s *Service) ticketOf(token string) (id int64, ok bool) {
	b, err := encoding.DecodeString(token)
	if err != nil || len(b) != 8+proofSize {
		return 0, false
	}
	id = int64(binary.BigEndian.Uint64(b)) //nolint:gosec // a wrong one has no proof
	return id, id > 0 && hmac.Equal(b[8:], s.proof(id))
}

// How long a form may lie open. Nobody fills one in within two seconds.
const (
	stampFrom = 2 * time.Second
	stampTo   = 12 * time.Hour
)

// stamp says that a form was shown at a moment; its id makes what is sent with it one.
func (s *Service) stamp(now time.Time, id uuid.UUID) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(now.UnixMilli())) //nolint:gosec // after 1970
	b = append(b, id[:]...)
	return encoding.EncodeToString(append(b, s.hash("stamp", string(b))[:proofSize]...))
}

// stamped reads it: a stamp that is none is answered like one that is too old.
func (s *Service) stamped(stamp string, now time.Time) (id uuid.UUID, age time.Duration) {
	b, err := encoding.DecodeString(stamp)
	if err != nil || len(b) != 24+proofSize || !hmac.Equal(b[24:], s.hash("stamp", string(b[:24]))[:proofSize]) {
		return uuid.Nil, stampTo + 1
	}
	copy(id[:], b[8:24])
	return id, now.Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(b)))) //nolint:gosec // our own
}
