package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The headers of a signed call.
const (
	HeaderID        = "webhook-id"
	HeaderTimestamp = "webhook-timestamp"
	HeaderSignature = "webhook-signature"
)

// Window is how far the clocks of the two sides may be apart, and how long a call can be repeated by
// somebody who has overheard it.
const Window = 5 * time.Minute

const (
	secretPrefix = "whsec_"
	version      = "v1,"
)

var (
	// ErrSecret is a secret that is none.
	ErrSecret = errors.New("the secret is not whsec_ and base64")
	// ErrSignature is a call that whoever holds the secret did not sign.
	ErrSignature = errors.New("the signature is wrong")
	// ErrOld is a call that was signed too long ago, or by a clock far ahead.
	ErrOld = errors.New("the call is not of now")
)

// NewSecret makes a secret of 192 bits.
func NewSecret() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails (Go 1.24)
	return secretPrefix + base64.StdEncoding.EncodeToString(b)
}

func key(secret string) ([]byte, error) {
	coded, ok := strings.CutPrefix(secret, secretPrefix)
	k, err := base64.StdEncoding.DecodeString(coded)
	if !ok || err != nil || len(k) < 16 {
		return nil, ErrSecret
	}
	return k, nil
}

func sign(k []byte, id, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, k)
	fmt.Fprintf(mac, "%s.%s.", id, timestamp)
	mac.Write(body)
	return version + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Sign puts the three headers of a call. With several secrets, as while one takes the place of another,
// it is signed by each: the receiver knows one of them.
func Sign(h http.Header, secrets []string, id string, at time.Time, body []byte) error {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		k, err := key(secret)
		if err != nil {
			return err
		}
		signatures[i] = sign(k, id, timestamp, body)
	}
	if len(signatures) == 0 {
		return ErrSecret
	}
	h.Set(HeaderID, id)
	h.Set(HeaderTimestamp, timestamp)
	h.Set(HeaderSignature, strings.Join(signatures, " "))
	return nil
}

// Verify says whether the holder of the secret has signed the call, and lately. The id is what the
// receiver remembers: the same one twice is one call.
func Verify(h http.Header, secret string, now time.Time, body []byte) (id string, err error) {
	k, err := key(secret)
	if err != nil {
		return "", err
	}
	id, timestamp := h.Get(HeaderID), h.Get(HeaderTimestamp)
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if id == "" || err != nil {
		return "", ErrSignature
	}
	if apart := now.Sub(time.Unix(seconds, 0)); apart > Window || apart < -Window {
		return "", ErrOld
	}
	want := sign(k, id, timestamp, body)
	for given := range strings.FieldsSeq(h.Get(HeaderSignature)) {
		if hmac.Equal([]byte(given), []byte(want)) {
			return id, nil
		}
	}
	return "", ErrSignature
}
