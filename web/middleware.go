package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"runtime/debug"
	"slices"
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
	frame, images := "'none'", "'self' data:"
	if strings.HasPrefix(c.Request.URL.Path, "/o/") || strings.HasPrefix(c.Request.URL.Path, "/app") {
		images += " https:" // as in the widget: the shop's pictures of its products
	}
	if strings.HasPrefix(c.Request.URL.Path, "/widget/frame") {
		frame = strings.Join(append([]string{"'self'"}, s.options.ShopOrigins...), " ")
		images += " https: " + strings.Join(s.options.ShopOrigins, " ") // the shop's pictures of its products
	}
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "+
		"img-src "+images+"; font-src 'self'; connect-src 'self' "+socket+"; object-src 'none'; base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors "+frame)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if strings.HasPrefix(origin, "https:") {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
	if strings.HasPrefix(c.Request.URL.Path, "/api/v1/widget/") && s.fromShop(c) {
		return
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

// fromShop lets the loader on the shop's own pages read what it asks for before there is a frame. It
// answers the browser's question whether it may, which is no request of the page's own.
func (s *Server) fromShop(c *gin.Context) (answered bool) {
	origin := c.GetHeader("Origin")
	if !slices.Contains(s.options.ShopOrigins, origin) {
		return false
	}
	h := c.Writer.Header()
	h.Set("Access-Control-Allow-Origin", origin)
	h.Add("Vary", "Origin")
	if c.Request.Method != http.MethodOptions {
		return false
	}
	h.Set("Access-Control-Allow-Methods", http.MethodGet)
	h.Set("Access-Control-Allow-Headers", "X-Dari-Visitor, X-Dari-Member")
	h.Set("Access-Control-Max-Age", "7200")
	c.AbortWithStatus(http.StatusNoContent)
	return true
}

// A packed is a built file as it travels: embedded files never change while the program runs.
type packed struct {
	etag string
	gzip []byte // nil for what does not shrink
}

var packs sync.Map // name -> packed

func pack(name string, body []byte) packed {
	if p, ok := packs.Load(name); ok {
		return p.(packed)
	}
	sum := sha256.Sum256(body)
	p := packed{etag: base64.RawURLEncoding.EncodeToString(sum[:12])}
	switch path.Ext(name) {
	case ".js", ".css", ".html", ".svg", ".json":
		var small bytes.Buffer
		w, _ := gzip.NewWriterLevel(&small, gzip.BestCompression) // the level is a known one
		_, _ = w.Write(body)                                      // a buffer takes everything
		_ = w.Close()
		p.gzip = small.Bytes()
	}
	packs.Store(name, p)
	return p
}

func serveBuilt(c *gin.Context, dist fs.FS, name string) {
	body, err := fs.ReadFile(dist, name)
	if err != nil {
		c.Status(http.StatusNotFound)
		return
	}
	p := pack(name, body)
	tag := p.etag
	if p.gzip != nil {
		c.Header("Vary", "Accept-Encoding")
		if acceptsGzip(c.GetHeader("Accept-Encoding")) && c.GetHeader("Range") == "" {
			c.Header("Content-Encoding", "gzip")
			body, tag = p.gzip, tag+"-gz"
		}
	}
	c.Header("ETag", `"`+tag+`"`)
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		c.Header("Content-Type", kind)
	}
	if strings.HasPrefix(name, "widget/") {
		c.Header("Cross-Origin-Resource-Policy", "cross-origin") // the shop's pages load it
		c.Header("Access-Control-Allow-Origin", "*")             // as a module too
	}
	http.ServeContent(c.Writer, c.Request, path.Base(name), time.Time{}, bytes.NewReader(body))
}

// packConfig packs the one answer of the API that every first opening of the widget waits for. Nothing in
// it belongs to a person, so that its length tells nothing either.
func packConfig(c *gin.Context) {
	if c.Request.URL.Path != "/api/v1/widget/config" || !acceptsGzip(c.GetHeader("Accept-Encoding")) {
		c.Next()
		return
	}
	plain := c.Writer
	held := &holding{ResponseWriter: plain}
	c.Writer = held
	c.Next()
	c.Writer = plain
	h := plain.Header()
	h.Add("Vary", "Accept-Encoding")
	if held.body.Len() == 0 {
		plain.WriteHeaderNow()
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	w := gzip.NewWriter(plain)
	_, _ = w.Write(held.body.Bytes()) // the reader may be gone
	_ = w.Close()
}

// holding keeps the body back until all of it is there.
type holding struct {
	gin.ResponseWriter
	body bytes.Buffer
}

func (h *holding) Write(b []byte) (int, error)       { return h.body.Write(b) }
func (h *holding) WriteString(s string) (int, error) { return h.body.WriteString(s) }
func (h *holding) WriteHeaderNow()                   {}

// acceptsGzip reads the header of every browser; who says otherwise by q=0 gets it plain.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" && !slices.Contains([]string{"q=0", "q=0.0", "q=0.00", "q=0.000"}, strings.ReplaceAll(q, " ", "")) {
			return true
		}
	}
	return false
}
