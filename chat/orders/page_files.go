package orders

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"

	"dari/internal/fault"
	"dari/internal/safefile"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// uploads are the photos that came with a form; empty fields are none.
func uploads(c *gin.Context) ([]*multipart.FileHeader, error) {
	form, err := c.MultipartForm()
	var much *http.MaxBytesError
	switch {
	case errors.Is(err, http.ErrNotMultipart):
		return nil, nil
	case errors.As(err, &much):
		return nil, fault.Field("orders.files_much", "files", fault.Arg("limit", safefile.Size(mostUploaded-1<<20)))
	case err != nil:
		return nil, fault.New(fault.Invalid, "malformed").Because(err)
	}
	var list []*multipart.FileHeader
	for _, f := range form.File["files"] {
		if f.Size > 0 {
			list = append(list, f)
		}
	}
	if len(list) > thread.MaxFiles {
		return nil, fault.Field("orders.files_many", "files", fault.Arg("limit", thread.MaxFiles))
	}
	return list, nil
}

// keep stores photos until the request carries them.
func (s *Service) keep(ctx context.Context, by thread.Owner, form string, list []*multipart.FileHeader) (kept []string, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	if s.files == nil {
		return nil, fault.Field("orders.file_unknown", "files")
	}
	shown, err := uuid.Parse(form)
	if err != nil {
		shown = uuid.New()
	}
	ids, err := s.files.Form(ctx, thread.UploaderOf(by), shown, list)
	for _, id := range ids {
		kept = append(kept, id.String())
	}
	return kept, err
}
