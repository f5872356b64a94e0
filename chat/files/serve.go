package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/safefile"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// putChunk takes a chunk of a shopper's file.
func (s *Service) putChunk(c *gin.Context) {
	ctx := contextOf(c)
	who, err := s.shoppers.ShopperOf(ctx, chat.WidgetIdentity{
		Key: c.Query("key"), Visitor: c.GetHeader("X-Dari-Visitor"), Member: c.GetHeader("X-Dari-Member"),
	})
	if err != nil {
		api.Refuse(c, s.log, err)
		return
	}
	s.take(ctx, c, thread.UploaderOf(who.Owner), s.shopperLinks(ctx, who.Owner))
}

// putStaffChunk takes a chunk of a file that a member of staff uploads.
func (s *Service) putStaffChunk(c *gin.Context) {
	ctx, err := s.authorize(c.Request.WithContext(contextOf(c)), "tickets:write")
	var by thread.Uploader
	if err == nil {
		by, err = person(ctx)
	}
	conversation, wrong := parse(c.Param("uid"))
	if err = errors.Join(err, wrong); err != nil {
		api.Refuse(c, s.log, err)
		return
	}
	s.take(ctx, c, by, s.staffLinks(ctx, conversation))
}

func contextOf(c *gin.Context) context.Context {
	lang := i18n.FromAcceptLanguage(c.GetHeader("Accept-Language"))
	return api.WithRequest(c.Request.Context(), lang, c.ClientIP(), c.Writer.Header().Get("X-Request-Id"))
}

func (s *Service) take(ctx context.Context, c *gin.Context, by thread.Uploader, links linker) {
	view, err := s.chunk(ctx, c, by, links)
	if err != nil {
		api.Refuse(c, s.log, err)
		return
	}
	c.JSON(http.StatusOK, view)
}

func (s *Service) chunk(ctx context.Context, c *gin.Context, by thread.Uploader, links linker) (uploadView, error) {
	id, err := parse(c.Param("id"))
	if err != nil {
		return uploadView{}, err
	}
	offset, err := strconv.ParseInt(c.Query("offset"), 10, 64)
	if err != nil || offset < 0 {
		return uploadView{}, fault.Field("files.offset_missing", "query.offset")
	}
	// Whose file it is comes before its bytes: a stranger sends us nothing.
	if _, err := s.files.Upload(ctx, by, id); err != nil {
		return uploadView{}, err
	}
	content, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, thread.MaxChunk))
	var much *http.MaxBytesError
	switch {
	case errors.As(err, &much):
		return uploadView{}, fault.New(fault.TooLarge, "files.chunk", fault.Arg("least", thread.MinChunk), fault.Arg("most", thread.MaxChunk))
	case err != nil: // it was cut off: nothing of the chunk counts
		return uploadView{}, fault.New(fault.Malformed, "malformed").Because(fmt.Errorf("read a chunk: %w", err))
	}
	up, err := s.files.Chunk(ctx, by, id, offset, content)
	if err != nil {
		return uploadView{}, err
	}
	return viewOf(up, links)
}

// serve gives a file out to who has an address for it. Whatever is wrong with the address, it is not found.
func (s *Service) serve(c *gin.Context) {
	ctx := contextOf(c)
	stored, sig, err := s.addressed(ctx, c)
	if err != nil {
		api.Refuse(c, s.log, err)
		return
	}
	thumb := sig.flags&flagThumb != 0
	content, err := s.files.Read(ctx, stored, thumb)
	if err != nil {
		api.Refuse(c, s.log, err)
		return
	}
	defer content.Close()
	protect(c.Writer.Header())
	kind, size := stored.Type, stored.Size
	if thumb {
		kind, size = "image/png", -1 // a small one of a JPEG is a JPEG, of everything else either
	}
	c.Header("Content-Disposition", disposition(stored.File))
	if size < 0 {
		s.copySmall(ctx, c, content)
		return
	}
	c.Header("Content-Type", kind)
	c.Header("Content-Length", strconv.FormatInt(size, 10))
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodGet {
		_, _ = io.Copy(c.Writer, content) // the reader may be gone
	}
}

// copySmall serves a small picture, which is read whole: its type is that of its bytes, and we wrote them.
func (s *Service) copySmall(ctx context.Context, c *gin.Context, content io.Reader) {
	small, err := io.ReadAll(io.LimitReader(content, safefile.MaxBytes))
	if err != nil {
		s.log.ErrorContext(ctx, "a small picture could not be read", "error", err)
		api.Refuse(c, s.log, fault.New(fault.Unavailable, "files.busy").After(5))
		return
	}
	c.Data(http.StatusOK, http.DetectContentType(small), small)
}

func (s *Service) addressed(ctx context.Context, c *gin.Context) (thread.Stored, signature, error) {
	missing := fault.New(fault.NotFound, "files.not_found")
	id, err := uuid.Parse(c.Param("id"))
	sig, ok := readSignature(c.Param("sig"))
	if err != nil || !ok || c.Param("id") != id.String() || !s.now().Before(sig.until) || sig.until.After(s.now().Add(lifetime)) {
		return thread.Stored{}, sig, missing
	}
	// Our pages show files; an address that was passed on and is opened elsewhere shows nothing.
	if site := c.GetHeader("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return thread.Stored{}, sig, missing
	}
	stored, err := s.files.Signed(ctx, id)
	if err != nil {
		return stored, sig, err
	}
	reader := stored.Reader
	if sig.flags&flagStaff != 0 {
		who, err := s.authorize(c.Request.WithContext(ctx), "tickets:read")
		if err != nil {
			return stored, sig, missing
		}
		reader = staffReader(staff.From(who).ID)
	}
	if !s.holds(id, sig, reader) {
		return thread.Stored{}, sig, missing
	}
	return stored, sig, nil
}

// protect keeps a file from doing anything in a browser but being looked at.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex")
}

// disposition shows pictures, which were drawn anew; everything else is saved. The plain name is for
// readers that do not know the other.
func disposition(f thread.File) string {
	how := "attachment"
	if strings.HasPrefix(f.Type, "image/") {
		how = "inline"
	}
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\;%`, r) {
			return '_'
		}
		return r
	}, f.Name)
	return fmt.Sprintf(`%s; filename="%s"; filename*=UTF-8''%s`, how, plain, strings.ReplaceAll(url.QueryEscape(f.Name), "+", "%20"))
}
