package files

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Shoppers tell who a widget's request comes from; chat.Service does.
type Shoppers interface {
	ShopperOf(ctx context.Context, w chat.WidgetIdentity) (chat.Shopper, error)
	ShopperForWriting(ctx context.Context, w chat.WidgetIdentity, lang string) (chat.Shopper, error)
	// MayWrite refuses whom staff have blocked.
	MayWrite(ctx context.Context, o thread.Owner) error
}

// Options of New.
type Options struct {
	DB       *pgxpool.Pool
	Log      *slog.Logger
	Files    *thread.Files
	Shoppers Shoppers
	// Authorize answers whether the request may do what needs the permission; staff.Service does.
	Authorize func(r *http.Request, permission string) (context.Context, error)
	Secret    string // addresses are signed with it
	Now       func() time.Time
}

// Service is this part of the room.
type Service struct {
	db        *pgxpool.Pool
	log       *slog.Logger
	files     *thread.Files
	shoppers  Shoppers
	authorize func(r *http.Request, permission string) (context.Context, error)
	key       []byte
	now       func() time.Time
	budget    budget
}

// New makes the service. It starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	mac := hmac.New(sha256.New, []byte(o.Secret))
	mac.Write([]byte("addresses of files"))
	return &Service{db: o.DB, log: o.Log, files: o.Files, shoppers: o.Shoppers, authorize: o.Authorize, key: mac.Sum(nil), now: o.Now}
}

// Routes registers the operations. The chunks themselves are no JSON: see Pages.
func (s *Service) Routes(r *api.Router) {
	api.Post(r, "/widget/files", s.handleBegin, api.Public(), api.Summary("Announce a file that will be sent; its bytes follow by PUT to /widget/files/{id}?offset=N"))
	api.Get(r, "/widget/files/{id}", s.handleUpload, api.Public(), api.Summary("How far one's own file has come"))
	api.Delete(r, "/widget/files/{id}", s.handleDrop, api.Public(), api.Summary("Drop a file that was not sent"))
	api.Get(r, "/widget/files/{id}/url", s.handleLink, api.Public(), api.Summary("Where a file of one's own conversation can be seen for ten minutes"))

	write, read := staff.Can("tickets:write"), staff.Can("tickets:read")
	api.Post(r, "/conversations/{uid}/files", s.handleStaffBegin, write, api.Summary("Announce a file for the shopper; its bytes follow by PUT to /conversations/{uid}/files/{id}?offset=N"))
	api.Get(r, "/conversations/{uid}/files/{id}", s.handleStaffUpload, write, api.Summary("How far one's own file has come"))
	api.Delete(r, "/conversations/{uid}/files/{id}", s.handleStaffDrop, write, api.Summary("Drop a file that was not sent"))
	api.Get(r, "/conversations/{uid}/files/{id}/url", s.handleStaffLink, read, api.Summary("Where a file of the conversation can be seen for ten minutes"))
}

// Pages registers what is no JSON: the chunks, and the files.
func (s *Service) Pages(e *gin.Engine) {
	e.PUT(api.Prefix+"/widget/files/:id", s.putChunk)
	e.PUT(api.Prefix+"/conversations/:uid/files/:id", s.putStaffChunk)
	e.GET("/files/:id/:sig", s.serve)
	e.HEAD("/files/:id/:sig", s.serve)
}

// uploadView is how far a file has come.
type uploadView struct {
	ID     uuid.UUID `json:"id"`
	Offset int64     `json:"offset" doc:"How many bytes have come: where the next chunk begins."`
	Done   bool      `json:"done" doc:"Whether the file can be sent with a message."`
	File   *fileView `json:"file,omitempty" doc:"What came of it, when it is done."`
}

type fileView struct {
	ID       uuid.UUID `json:"id"`
	Name     string    `json:"name"`
	Type     string    `json:"type" doc:"By its bytes: image/jpeg, image/png, image/gif or application/pdf."`
	Size     int64     `json:"size"`
	Width    *int32    `json:"width,omitempty" doc:"Of a picture, upright."`
	Height   *int32    `json:"height,omitempty"`
	URL      string    `json:"url" doc:"Where it can be seen for ten minutes."`
	ThumbURL string    `json:"thumb_url,omitempty" doc:"A small picture, where it is not small itself."`
}

type beganView struct {
	uploadView
	ChunkBytes   int    `json:"chunk_bytes" doc:"How much to send at once. A chunk that was cut off is sent again."`
	MaxBytes     int    `json:"max_bytes"`
	VisitorToken string `json:"visitor_token,omitempty" doc:"A new visitor's token, to be sent as X-Dari-Visitor from now on."`
}

type linkView struct {
	URL       string    `json:"url"`
	ThumbURL  string    `json:"thumb_url,omitempty"`
	ExpiresAt time.Time `json:"expires_at"`
}
