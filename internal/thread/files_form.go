package thread

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"path"
	"strings"

	"dari/internal/fault"

	"github.com/google/uuid"
)

// Form keeps files that came with a form by the rules of every upload, each once for each form that was shown. What is
// too large is said beside the form.
func (f *Files) Form(ctx context.Context, by Uploader, form uuid.UUID, list []*multipart.FileHeader) (ids []uuid.UUID, err error) {
	for i, one := range list {
		id, err := f.formFile(ctx, by, uuid.NewSHA1(form, fmt.Append(nil, i, one.Filename, one.Size)), one)
		var refused *fault.Fault
		if errors.As(err, &refused) && refused.Kind == fault.TooLarge {
			refused.Kind = fault.Invalid
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (f *Files) formFile(ctx context.Context, by Uploader, client uuid.UUID, one *multipart.FileHeader) (uuid.UUID, error) {
	name := path.Base(strings.ReplaceAll(one.Filename, `\`, "/"))
	up, err := f.Begin(ctx, NewFile{Uploader: by, ClientID: client, Name: name, Type: one.Header.Get("Content-Type"), Size: one.Size})
	if err != nil {
		return uuid.Nil, err
	}
	content, err := one.Open()
	if err != nil {
		return uuid.Nil, fmt.Errorf("open a file that was sent: %w", err)
	}
	defer content.Close()
	for !up.Done {
		part := make([]byte, min(MaxChunk, one.Size-up.Offset))
		if _, err := content.ReadAt(part, up.Offset); err != nil && !errors.Is(err, io.EOF) {
			return uuid.Nil, fmt.Errorf("read a file that was sent: %w", err)
		}
		if up, err = f.Chunk(ctx, by, up.ID, up.Offset, part); err != nil {
			return uuid.Nil, err
		}
	}
	return up.ID, nil
}
