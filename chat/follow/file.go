package follow

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// fileLife is how long the link to a file in a mail opens its page.
const fileLife = 30 * 24 * time.Hour

// A file's link holds its id, its end and a proof of both; the page behind it makes an address that
// gives the file for ten minutes.
func (s *Service) fileToken(id uuid.UUID, until time.Time) string {
	body := binary.BigEndian.AppendUint32(append([]byte(nil), id[:]...), uint32(until.Unix()))
	return base64.RawURLEncoding.EncodeToString(append(body, s.proof(body)...))
}

func (s *Service) proof(body []byte) []byte {
	mac := hmac.New(sha256.New, []byte("chat file:"+s.Secret))
	mac.Write(body)
	return mac.Sum(nil)[:16]
}

func (s *Service) openFileToken(token string, now time.Time) (uuid.UUID, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != 36 || !hmac.Equal(raw[20:], s.proof(raw[:20])) || int64(binary.BigEndian.Uint32(raw[16:20])) < now.Unix() {
		return uuid.Nil, false
	}
	return uuid.UUID(raw[:16]), true
}

// files are those of a message, each with its page.
func (s *Service) files(data json.RawMessage, now time.Time) []SaidFile {
	var d struct {
		Files []struct {
			ID   uuid.UUID `json:"id"`
			Name string    `json:"name"`
		} `json:"files"`
	}
	if len(data) == 0 || json.Unmarshal(data, &d) != nil {
		return nil
	}
	list := make([]SaidFile, len(d.Files))
	for i, f := range d.Files {
		list[i] = SaidFile{f.Name, s.PublicURL + "/c/file/" + s.fileToken(f.ID, now.Add(fileLife))}
	}
	return list
}

// showFile shows a file's name and a button to it; nothing is changed by looking.
func (s *Service) showFile(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("X-Robots-Tag", "noindex, nofollow")
	now, err := clock(c.Request.Context(), s.DB)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	id, ok := s.openFileToken(c.Param("token"), now)
	if !ok || s.FileURL == nil {
		s.say(c, http.StatusNotFound, "no_file", "")
		return
	}
	name, owner, found, err := fileOf(c.Request.Context(), s.DB, id)
	address := ""
	if err == nil && found {
		address, err = s.FileURL(c.Request.Context(), owner, id)
	}
	if err == nil && !found || fault.Is(err, fault.NotFound) {
		s.say(c, http.StatusNotFound, "no_file", "")
		return
	}
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	lang := i18n.FromRequest(c.Request)
	s.Render(c.Writer, c.Request, linkPage, linkView{
		Title: name, Text: i18n.T(lang, "follow.page.file"), Link: address, Button: i18n.T(lang, "follow.page.file_button"),
	})
}

// The file of a message that was taken back is gone with it.
const sqlFileOf = `
SELECT a.name, coalesce(c.customer_id, 0), CASE WHEN c.customer_id IS NULL THEN coalesce(c.visitor_id, 0) ELSE 0 END
FROM dari.attachments a JOIN dari.conversations c ON c.id = a.conversation_id
JOIN dari.messages m ON m.conversation_id = a.conversation_id AND m.seq = a.message_seq
WHERE a.uid = $1 AND a.state = 'ready' AND m.withdrawn_at IS NULL`

func fileOf(ctx context.Context, q postgres.Querier, id uuid.UUID) (name string, o thread.Owner, found bool, err error) {
	err = q.QueryRow(ctx, sqlFileOf, id).Scan(&name, &o.CustomerID, &o.VisitorID)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", o, false, nil
	}
	if err != nil {
		return "", o, false, fmt.Errorf("find a file: %w", err)
	}
	return name, o, true, nil
}
