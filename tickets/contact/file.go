package contact

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/safefile"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// mostUploaded bounds an answer with files.
const mostUploaded = thread.MaxFiles*safefile.MaxBytes + 1<<20

// Only what the page of the ticket shows: a file of another ticket of the same conversation is none of it.
const sqlMayRead = `
SELECT EXISTS (SELECT FROM dari.ticket_conversations s
  JOIN dari.messages m ON m.conversation_id = s.conversation_id AND m.seq >= s.from_seq AND (s.to_seq IS NULL OR m.seq <= s.to_seq)
  WHERE s.ticket_id = $1 AND s.conversation_id = ANY ($2) AND m.sender_kind IN ('shopper', 'agent') AND m.kind IN ('text', 'file') AND m.channel <> 'phone' AND m.withdrawn_at IS NULL
    AND NOT coalesce((m.data #>> '{out,leaves_at}')::timestamptz > dari.clock(), false)
    AND m.data -> 'files' @> jsonb_build_array(jsonb_build_object('id', $3::text)))`

func mayRead(ctx context.Context, q postgres.Querier, t ticket, file uuid.UUID) (may bool, err error) {
	if err := q.QueryRow(ctx, sqlMayRead, t.Main, t.Talks, file.String()).Scan(&may); err != nil {
		return false, fmt.Errorf("look whether ticket %d shows a file: %w", t.ID, err)
	}
	return may, nil
}

// serveFile gives out a file of the ticket to who has the ticket's address. What is not found and what is
// not theirs look alike.
func (s *Service) serveFile(c *gin.Context) {
	t, ok := s.openTicket(c)
	if !ok {
		return
	}
	ctx := c.Request.Context()
	id, err := uuid.Parse(c.Param("id"))
	may := false
	if err == nil && s.Files != nil && c.Param("id") == id.String() {
		if may, err = mayRead(ctx, s.DB, t, id); err != nil {
			s.Failed(c.Writer, c.Request, err)
			return
		}
	}
	if !may {
		s.missing(c)
		return
	}
	stored, err := s.Files.Signed(ctx, id)
	var content io.ReadCloser
	if err == nil {
		content, err = s.Files.Read(ctx, stored, false)
	}
	switch {
	case fault.Is(err, fault.NotFound):
		s.missing(c)
		return
	case err != nil:
		s.Failed(c.Writer, c.Request, err)
		return
	}
	defer content.Close()
	protect(c.Writer.Header(), stored.File)
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodGet {
		_, _ = io.Copy(c.Writer, content) // the reader may be gone
	}
}

func (s *Service) missing(c *gin.Context) {
	c.Status(http.StatusNotFound)
	s.Render(c.Writer, c.Request, ticketPage, ticketView{Missing: true})
}

// protect keeps a file from doing anything in a browser but being looked at. Pictures are shown, they
// were drawn anew; everything else is saved.
func protect(h http.Header, f thread.File) {
	how := "attachment"
	if strings.HasPrefix(f.Type, "image/") {
		how = "inline"
	}
	h.Set("Content-Type", f.Type)
	h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// uploads are the files that came with an answer; empty fields of the form are none.
func uploads(c *gin.Context) ([]*multipart.FileHeader, error) {
	form, err := c.MultipartForm()
	if errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	var much *http.MaxBytesError
	if errors.As(err, &much) {
		return nil, fault.New(fault.Invalid, "contact.files_much", fault.Arg("limit", safefile.Size(mostUploaded-1<<20)))
	}
	if err != nil {
		return nil, fault.New(fault.Malformed, "malformed").Because(err)
	}
	var list []*multipart.FileHeader
	for _, f := range form.File["files"] {
		if f.Size > 0 {
			list = append(list, f)
		}
	}
	if len(list) > thread.MaxFiles {
		return nil, fault.New(fault.Invalid, "contact.files_many", fault.Arg("limit", thread.MaxFiles))
	}
	return list, nil
}

// keepFiles stores files by the rules of every file of a shopper, each once for each form that was shown.
func (s *Service) keepFiles(ctx context.Context, by thread.Owner, form uuid.UUID, list []*multipart.FileHeader) (ids []uuid.UUID, err error) {
	if len(list) > 0 && (s.Files == nil || by == (thread.Owner{})) {
		return nil, fault.New(fault.Invalid, "contact.files_off")
	}
	for i, f := range list {
		id, err := s.keepFile(ctx, thread.UploaderOf(by), uuid.NewSHA1(form, fmt.Append(nil, i, f.Filename, f.Size)), f)
		var refused *fault.Fault
		if errors.As(err, &refused) && refused.Kind == fault.TooLarge {
			refused.Kind = fault.Invalid // said beside the form
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (s *Service) keepFile(ctx context.Context, by thread.Uploader, client uuid.UUID, f *multipart.FileHeader) (uuid.UUID, error) {
	name := path.Base(strings.ReplaceAll(f.Filename, `\`, "/"))
	up, err := s.Files.Begin(ctx, thread.NewFile{Uploader: by, ClientID: client, Name: name, Type: f.Header.Get("Content-Type"), Size: f.Size})
	if err != nil {
		return uuid.Nil, err
	}
	content, err := f.Open()
	if err != nil {
		return uuid.Nil, fmt.Errorf("open a file that was sent: %w", err)
	}
	defer content.Close()
	for !up.Done {
		part := make([]byte, min(thread.MaxChunk, f.Size-up.Offset))
		if _, err := content.ReadAt(part, up.Offset); err != nil && !errors.Is(err, io.EOF) {
			return uuid.Nil, fmt.Errorf("read a file that was sent: %w", err)
		}
		if up, err = s.Files.Chunk(ctx, by, up.ID, up.Offset, part); err != nil {
			return uuid.Nil, err
		}
	}
	return up.ID, nil
}
