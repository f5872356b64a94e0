package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"dari/internal/api"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
)

func requestID(c *gin.Context) {
	c.Header("X-Request-Id", uuid.NewString())
	c.Next()
}

// recoverPanic answers 500 without a trace; the log has it under the request's id.
func (s *Server) recoverPanic(c *gin.Context) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler {
			panic(p)
		}
		s.options.Log.ErrorContext(c.Request.Context(), "a handler panicked", "route", c.FullPath(),
			"request_id", c.Writer.Header().Get("X-Request-Id"), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		if !c.Writer.Written() {
			api.Refuse(c, s.options.Log, fmt.Errorf("panic in %s", c.FullPath()))
		}
		c.Abort()
	}()
	c.Next()
}

// headers protect every answer (OWASP ASVS 5.0, 3.4). Pages have no inline script; the console's
// kit sets style attributes, hence 'unsafe-inline' for those alone.
func (s *Server) headers(c *gin.Context) {
	h := c.Writer.Header()
	origin := Origin(s.options.PublicURL)
	socket := "ws" + strings.TrimPrefix(origin, "http")
	frame := "'none'"
	if strings.HasPrefix(c.Request.URL.Path, "/widget/frame") {
		frame = strings.Join(append([]string{"'self'"}, s.options.ShopOrigins...), " ")
	}
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "+
		"img-src 'self' data:; font-src 'self'; connect-src 'self' "+socket+"; object-src 'none'; base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors "+frame)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if strings.HasPrefix(origin, "https:") {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
	if strings.HasPrefix(c.Request.URL.Path, "/api/") || strings.HasPrefix(c.Request.URL.Path, "/dev/") {
		h.Set("Cache-Control", "no-store")
	}
	c.Next()
}

// measure counts requests by route, and logs the ones that failed or took long; never a query string.
func (s *Server) measure() gin.HandlerFunc {
	seconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "dari_http_request_seconds",
		Help: "Time to answer a request, by route and status.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14),
	}, []string{"method", "route", "status"})
	s.options.Registry.MustRegister(seconds)
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		route := c.FullPath()
		if route == "" {
			route = "none"
		}
		took := time.Since(start)
		status := c.Writer.Status()
		if status != http.StatusSwitchingProtocols {
			seconds.WithLabelValues(c.Request.Method, route, strconv.Itoa(status)).Observe(took.Seconds())
		}
		s.options.Log.DebugContext(c.Request.Context(), "request", "method", c.Request.Method, "route", route, "status", status,
			"ms", took.Milliseconds(), "request_id", c.Writer.Header().Get("X-Request-Id"))
	}
}

var etags sync.Map // name -> ETag; embedded files never change while the program runs

func serveBuilt(c *gin.Context, dist fs.FS, name string) {
	body, err := fs.ReadFile(dist, name)
	if err != nil {
		c.Status(http.StatusNotFound)
		return
	}
	tag, ok := etags.Load(name)
	if !ok {
		sum := sha256.Sum256(body)
		tag, _ = etags.LoadOrStore(name, `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	}
	c.Header("ETag", tag.(string))
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		c.Header("Content-Type", kind)
	}
	if strings.HasPrefix(name, "widget/") {
		c.Header("Cross-Origin-Resource-Policy", "cross-origin") // the shop's pages load it
	}
	http.ServeContent(c.Writer, c.Request, path.Base(name), time.Time{}, bytes.NewReader(body))
}
