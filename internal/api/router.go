package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"dari/internal/i18n"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// Prefix is where all operations lie.
const Prefix = "/api/v1"

// Options of NewRouter.
type Options struct {
	Engine *gin.Engine
	Log    *slog.Logger
	// Authorize answers whether the request may do what needs the permission, and gives the context
	// that knows who acts. Its error is a fault: Unauthorized or Forbidden.
	Authorize func(r *http.Request, permission string) (context.Context, error)
	Version   string
}

// Router registers operations.
type Router struct {
	huma      huma.API
	log       *slog.Logger
	authorize func(r *http.Request, permission string) (context.Context, error)
	routes    []Route
	namer     schemaNamer
}

// Route is one operation as it was registered.
type Route struct {
	Method, Path, Permission string
}

// Option of an operation.
type Option func(*operation)

type operation struct {
	permission string
	public     bool
	maxBody    int64
	status     int
	summary    string
}

// Permission names what the caller must be allowed to do; staff.Can wraps it.
func Permission(name string) Option { return func(o *operation) { o.permission = name } }

// Public operations are for everybody.
func Public() Option { return func(o *operation) { o.public = true } }

// MaxBody is the greatest size of the body in bytes, 1 MiB without it.
func MaxBody(n int64) Option { return func(o *operation) { o.maxBody = n } }

// Status is what a success answers, 200 without it.
func Status(code int) Option { return func(o *operation) { o.status = code } }

// Summary is a line for the OpenAPI document.
func Summary(text string) Option { return func(o *operation) { o.summary = text } }

// NewRouter prepares the API on the engine and serves its description at /api/openapi.json.
func NewRouter(o Options) *Router {
	setMessages()
	if o.Log == nil {
		o.Log = slog.Default()
	}
	r := &Router{log: o.Log, authorize: o.Authorize}
	config := huma.DefaultConfig("Dari", o.Version)
	config.CreateHooks = nil // no $schema field in answers
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", r.namer.name)
	config.DocsPath, config.SchemasPath = "", ""
	config.OpenAPIPath = "/api/openapi"
	config.Formats = map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat}
	config.RejectUnknownQueryParameters = true
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"key":     {Type: "http", Scheme: "bearer", Description: "An API key with the scope of the operation."},
		"session": {Type: "apiKey", In: "cookie", Name: "dari_session", Description: "A signed-in member of staff."},
	}
	r.huma = humagin.New(o.Engine, config)
	return r
}

// OpenAPI is the description of everything registered so far, as OpenAPI 3.1 JSON.
func (r *Router) OpenAPI() ([]byte, error) { return r.huma.OpenAPI().MarshalJSON() }

// Routes are the operations registered so far.
func (r *Router) Routes() []Route { return r.routes }

// Get registers a reading operation; it must change nothing.
func Get[I, O any](r *Router, path string, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(r, http.MethodGet, path, h, opts)
}

// Post registers an operation that makes or does something.
func Post[I, O any](r *Router, path string, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(r, http.MethodPost, path, h, opts)
}

// Put registers an operation that sets the whole of a thing; doing it twice is doing it once.
func Put[I, O any](r *Router, path string, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(r, http.MethodPut, path, h, opts)
}

// Patch registers an operation that changes a part of a thing.
func Patch[I, O any](r *Router, path string, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(r, http.MethodPatch, path, h, opts)
}

// Delete registers an operation that ends a thing.
func Delete[I, O any](r *Router, path string, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(r, http.MethodDelete, path, h, opts)
}

func register[I, O any](r *Router, method, path string, h func(context.Context, *I) (*O, error), opts []Option) {
	var o operation
	for _, opt := range opts {
		opt(&o)
	}
	if o.permission == "" && !o.public {
		panic("api: " + method + " " + path + " declares neither a permission nor that it is public")
	}
	full := Prefix + path
	op := huma.Operation{
		OperationID: huma.GenerateOperationID(method, full, new(O)), Method: method, Path: full, Summary: o.summary,
		Tags: []string{strings.Split(strings.TrimPrefix(path, "/"), "/")[0]}, MaxBodyBytes: o.maxBody, BodyReadTimeout: o.patience(), DefaultStatus: o.status,
		Errors:      []int{http.StatusBadRequest, http.StatusUnprocessableEntity},
		Middlewares: huma.Middlewares{refuseUnreadable, r.guard(o)},
	}
	if o.permission != "" {
		op.Security = []map[string][]string{{"key": {o.permission}}, {"session": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden)
	}
	r.namer.subject = title(notInName.ReplaceAllString(op.Tags[0], ""))
	permission := o.permission
	if o.public {
		permission = "public"
	}
	r.routes = append(r.routes, Route{method, full, permission})
	huma.Register(r.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, problemOf(ctx, r.log, err)
		}
		return out, nil
	})
}

// guard lets the request pass when its caller may do this, and tells the handler who it is.
func (r *Router) guard(o operation) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		ctx := withRequest(hc.Context(), hc)
		if o.permission != "" {
			request := humagin.Unwrap(hc).Request
			actor, err := r.authorize(request.WithContext(ctx), o.permission)
			if err != nil {
				writeProblem(hc, problemOf(ctx, r.log, err))
				return
			}
			ctx = actor
		}
		if in := humagin.Unwrap(hc).Request; in.Body != nil && in.Body != http.NoBody {
			in.Body = &wholeBody{in.Body, max(4*o.maxBody, 8<<20)}
		}
		next(huma.WithContext(hc, ctx))
	}
}

// OK is a plain answer.
type OK[T any] struct{ Body T }

// Reply makes one.
func Reply[T any](v T) *OK[T] { return &OK[T]{Body: v} }

// None is the input of an operation that takes nothing, and the answer of one that says nothing.
type None struct{}

// Page is a part of a list. Next, handed back as cursor, gives the next part; it is empty at the end.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

type requestKey struct{}

type request struct{ lang, ip, id string }

func withRequest(ctx context.Context, hc huma.Context) context.Context {
	c := humagin.Unwrap(hc)
	return WithRequest(ctx, i18n.FromAcceptLanguage(hc.Header("Accept-Language")), c.ClientIP(), c.Writer.Header().Get("X-Request-Id"))
}

// WithRequest tells the context of a request what its handlers may ask for; the router does it itself.
func WithRequest(ctx context.Context, lang, ip, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, request{lang, ip, id})
}

// LangFrom is the language of the caller, ko or en.
func LangFrom(ctx context.Context) string {
	if r, ok := ctx.Value(requestKey{}).(request); ok {
		return r.lang
	}
	return "ko"
}

// IPFrom is the caller's address, with the trusted proxies taken into account.
func IPFrom(ctx context.Context) string {
	r, _ := ctx.Value(requestKey{}).(request)
	return r.ip
}
