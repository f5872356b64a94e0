package contact

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"strings"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// postAnswer adds what the customer writes to the ticket's conversation, once for each form that was shown.
func (s *Service) postAnswer(c *gin.Context) {
	t, ok := s.openTicket(c)
	if !ok {
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, mostUploaded)
	files, unread := uploads(c)
	typed := strings.ReplaceAll(c.PostForm("text"), "\r\n", "\n")
	id, err := uuid.Parse(c.PostForm("client_id"))
	if err != nil {
		id = uuid.New()
	}
	err = unread
	if err == nil {
		err = s.count(c.Request.Context(), answerTries(c.ClientIP(), text(t.ID)))
	}
	if err == nil {
		err = s.answer(c.Request.Context(), t, id, typed, files)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, s.here(c, "/t/"+c.Param("token"))+"said=1#said")
		return
	}
	if fault.Is(err, fault.Conflict) {
		id = uuid.New() // the next try is another message
	}
	s.again(c, err, func(notice string) { s.drawTicket(c, t, typed, id.String(), wrongWith(err, notice)) })
}

// wrong is why an answer was not taken, beside the field that it is about.
type wrong struct{ text, files string }

func wrongWith(err error, notice string) wrong {
	var refused *fault.Fault
	if errors.As(err, &refused) && (strings.HasPrefix(refused.Code, "files.") || strings.HasPrefix(refused.Code, "contact.files_")) {
		return wrong{files: notice}
	}
	return wrong{text: notice}
}

// here is an address that keeps the language somebody chose, ready for one more parameter.
func (s *Service) here(c *gin.Context, path string) string {
	if lang := i18n.Known(c.Query("lang"), ""); lang != "" {
		return path + "?lang=" + lang + "&"
	}
	return path + "?"
}

func (s *Service) answer(ctx context.Context, t ticket, id uuid.UUID, typed string, files []*multipart.FileHeader) error {
	if strings.TrimSpace(typed) == "" && len(files) == 0 {
		return fault.Field("contact.text_missing", "text")
	}
	p, _, err := placeOf(ctx, s.DB, t)
	if err != nil {
		return err
	}
	by := p.owner()
	if err := s.MayWrite(ctx, by); err != nil {
		return err
	}
	ids, err := s.keepFiles(ctx, by, id, files)
	if err != nil {
		return err
	}
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		p, found, err := placeOf(ctx, tx, t)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.Gone, "contact.over")
		}
		if len(ids) > 0 && p.owner() != by {
			return fault.New(fault.Conflict, "contact.again") // they signed in meanwhile: the files are the visitor's
		}
		a := thread.Append{ConversationID: p.ConversationID, SenderKind: thread.Shopper, SenderID: p.CustomerID, ClientID: id, Channel: thread.Form, Body: typed, Files: ids}
		if p.CustomerID == 0 {
			a.SenderID = p.VisitorID
		}
		if p.Kind == thread.Chat {
			a.Channel = thread.Chat
		}
		_, err = thread.AppendTx(ctx, tx, a)
		return err
	})
	if err == nil {
		s.Nudge()
	}
	return err
}
