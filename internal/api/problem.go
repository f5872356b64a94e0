package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// Problem is a problem document (RFC 9457). It never holds the value that was refused.
type Problem struct {
	Type       string         `json:"type" doc:"Always about:blank: the code tells the kind."`
	Title      string         `json:"title" doc:"The kind of the problem in the caller's language."`
	Status     int            `json:"status"`
	Detail     string         `json:"detail" doc:"What happened and what to do, in the caller's language."`
	Code       string         `json:"code" doc:"A stable name of the problem for programs."`
	RequestID  string         `json:"request_id,omitempty" doc:"To be named when asking for support."`
	RetryAfter int            `json:"retry_after,omitempty" doc:"Seconds until another try makes sense."`
	Errors     []ProblemField `json:"errors,omitempty" doc:"One line for each field that is wrong."`
}

// ProblemField says what is wrong with one field.
type ProblemField struct {
	Location string `json:"location" doc:"Where it is, as body.items[0].title."`
	Code     string `json:"code" doc:"A stable name of the rule that was broken."`
	Message  string `json:"message" doc:"What to do, in the caller's language."`
}

var statuses = map[fault.Kind]int{
	fault.Malformed: http.StatusBadRequest, fault.Unauthorized: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Gone: http.StatusGone,
	fault.TooLarge: http.StatusRequestEntityTooLarge, fault.Invalid: http.StatusUnprocessableEntity,
	fault.TooMany: http.StatusTooManyRequests, fault.Unavailable: http.StatusServiceUnavailable,
}

// kinds names a status that huma or gin came to by itself.
var kinds = map[int]string{
	400: "malformed", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 406: "not_acceptable",
	408: "timeout", 409: "conflict", 410: "gone", 413: "too_large", 415: "unsupported_media_type", 422: "invalid", 429: "too_many", 503: "unavailable",
}

// Error lets a problem be returned where an error is.
func (p *Problem) Error() string { return strconv.Itoa(p.Status) + " " + p.Code }

// GetStatus is what huma asks for.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders is what huma asks for.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	return h
}

// ContentType is what huma asks for.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func problemOf(ctx context.Context, log *slog.Logger, err error) *Problem {
	r, _ := ctx.Value(requestKey{}).(request)
	if r.lang == "" {
		r.lang = "ko"
	}
	var f *fault.Fault
	if !errors.As(err, &f) {
		p := &Problem{Type: "about:blank", Status: http.StatusInternalServerError, Code: "internal", RequestID: r.id}
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			p.Status, p.Code, p.RetryAfter = http.StatusServiceUnavailable, "unavailable", 1
		} else if after, away := postgres.Away(err); away {
			p.Status, p.Code, p.RetryAfter = http.StatusServiceUnavailable, "unavailable", after
		}
		p.Title, p.Detail = i18n.T(r.lang, "fault."+p.Code), i18n.T(r.lang, "fault."+p.Code+".detail")
		level := slog.LevelError
		if errors.Is(err, context.Canceled) {
			level = slog.LevelDebug // the caller went away; nobody has to act
		}
		log.Log(ctx, level, "a request failed", "request_id", r.id, "status", p.Status, "error", err)
		return p
	}
	p := &Problem{
		Type: "about:blank", Status: statuses[f.Kind], Code: f.Code, RequestID: r.id, RetryAfter: f.RetryAfter,
		Title: i18n.T(r.lang, "fault."+string(f.Kind)), Detail: i18n.T(r.lang, "fault."+f.Code, f.Args...),
	}
	if f.Code == string(f.Kind) {
		p.Detail = i18n.T(r.lang, "fault."+f.Code+".detail", f.Args...)
	}
	if f.Field != "" {
		p.Errors = []ProblemField{{Location: f.Field, Code: f.Code, Message: p.Detail}}
	}
	return p
}

// fromHuma replaces huma's own error document, which echoes the refused value.
func fromHuma(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	lang, id := "ko", ""
	if ctx != nil {
		lang = i18n.FromAcceptLanguage(ctx.Header("Accept-Language"))
		id = humagin.Unwrap(ctx).Writer.Header().Get("X-Request-Id")
	}
	p := &Problem{Type: "about:blank", Status: status, RequestID: id}
	for _, err := range errs {
		var already *Problem
		if errors.As(err, &already) {
			return already
		}
		field := fieldOf(lang, err)
		if field.Code == "malformed" {
			p.Status = http.StatusBadRequest
		} else if field.Code == "nul" || field.Code == "utf8" {
			p.Status = http.StatusUnprocessableEntity
		}
		p.Errors = append(p.Errors, field)
	}
	p.Code = kinds[p.Status]
	if p.Code == "" {
		p.Code = "internal"
	}
	if status == http.StatusInternalServerError && strings.HasPrefix(msg, "cannot read request body") {
		p.Status, p.Code = http.StatusBadRequest, "malformed" // the caller went away or lied about the length
	}
	p.Title, p.Detail = i18n.T(lang, "fault."+p.Code), i18n.T(lang, "fault."+p.Code+".detail")
	if len(p.Errors) > 0 {
		p.Detail = p.Errors[0].Message
	}
	return p
}

// Refuse answers a plain gin route with a problem document.
func Refuse(c *gin.Context, log *slog.Logger, err error) {
	ctx := WithRequest(c.Request.Context(), i18n.FromAcceptLanguage(c.GetHeader("Accept-Language")), c.ClientIP(), c.Writer.Header().Get("X-Request-Id"))
	p := problemOf(ctx, log, err)
	for name, values := range p.GetHeaders() {
		c.Writer.Header()[name] = values
	}
	c.Abort()
	c.Writer.Header().Set("Content-Type", "application/problem+json")
	c.Writer.WriteHeader(p.Status)
	_ = json.NewEncoder(c.Writer).Encode(p) // the caller may be gone
}

func writeProblem(hc huma.Context, p *Problem) {
	for name, values := range p.GetHeaders() {
		hc.SetHeader(name, values[0])
	}
	hc.SetHeader("Content-Type", "application/problem+json")
	hc.SetStatus(p.Status)
	_ = json.NewEncoder(hc.BodyWriter()).Encode(p) // the caller may be gone
}
