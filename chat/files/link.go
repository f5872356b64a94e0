package files

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"time"

	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// lifetime of an address. Who looks longer asks for another.
const lifetime = 10 * time.Minute

// What an address is for, in its first byte.
const (
	flagThumb = 1 << iota // the small picture
	flagStaff             // only with the session of the person it was made for
)

const (
	macBytes       = 16
	signatureBytes = 1 + 8 + macBytes
)

// Links makes the addresses of a file for a shopper who may read it, for pages of other parts of the
// room; any other file is not found.
func (s *Service) Links(ctx context.Context, o thread.Owner, id uuid.UUID) (url, thumb string, until time.Time, err error) {
	link, err := s.shopperLinks(ctx, o)(id)
	return link.URL, link.ThumbURL, link.ExpiresAt, err
}

// shopperLinks signs for whom the file is readable: the addresses die when that changes.
func (s *Service) shopperLinks(ctx context.Context, o thread.Owner) linker {
	return func(id uuid.UUID) (linkView, error) {
		f, err := s.files.OfShopper(ctx, o, id)
		if err != nil {
			return linkView{}, err
		}
		return s.links(f, 0, f.Reader), nil
	}
}

func (s *Service) staffLinks(ctx context.Context, conversation uuid.UUID) linker {
	return func(id uuid.UUID) (linkView, error) {
		who := staff.From(ctx).ID
		f, err := s.files.OfStaff(ctx, who, conversation, id)
		if err != nil {
			return linkView{}, err
		}
		return s.links(f, flagStaff, staffReader(who)), nil
	}
}

func staffReader(id int64) string { return "staff:" + strconv.FormatInt(id, 10) }

func (s *Service) links(f thread.Stored, flags byte, reader string) linkView {
	until := s.now().Add(lifetime).Truncate(time.Second)
	link := linkView{URL: s.address(f.ID, flags, until, reader), ExpiresAt: until.UTC()}
	if f.Thumb {
		link.ThumbURL = s.address(f.ID, flags|flagThumb, until, reader)
	}
	return link
}

func (s *Service) address(id uuid.UUID, flags byte, until time.Time, reader string) string {
	sig := binary.BigEndian.AppendUint64([]byte{flags}, uint64(until.Unix()))
	sig = append(sig, s.mac(id, sig, reader)...)
	return "/files/" + id.String() + "/" + base64.RawURLEncoding.EncodeToString(sig)
}

func (s *Service) mac(id uuid.UUID, head []byte, reader string) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(id[:])
	m.Write(head)
	m.Write([]byte(reader))
	return m.Sum(nil)[:macBytes]
}

// signature is what an address carries behind the id.
type signature struct {
	head  []byte
	mac   []byte
	flags byte
	until time.Time
}

func readSignature(text string) (signature, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != signatureBytes || raw[0]&^(flagThumb|flagStaff) != 0 {
		return signature{}, false
	}
	head := raw[:signatureBytes-macBytes]
	return signature{head, raw[len(head):], raw[0], time.Unix(int64(binary.BigEndian.Uint64(head[1:])), 0)}, true
}

// holds says whether the address was made here for this reader.
func (s *Service) holds(id uuid.UUID, sig signature, reader string) bool {
	return hmac.Equal(sig.mac, s.mac(id, sig.head, reader))
}
