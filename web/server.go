package web

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

//go:embed all:dist
var built embed.FS

// Options of New.
type Options struct {
	Log            *slog.Logger
	PublicURL      string
	ShopOrigins    []string // pages of the shop that may frame the widget
	TrustedProxies []string
	Dev            bool
	// Ready answers what is down, by name; empty: the program can work.
	Ready    func(ctx context.Context) map[string]string
	Registry *prometheus.Registry
}

// Server is the engine that rooms are mounted on.
type Server struct {
	Engine  *gin.Engine
	options Options
	dist    fs.FS
}

// New builds the engine with its middleware, the built pages, health and metrics.
func New(o Options) (*Server, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.ContextWithFallback = true
	if err := engine.SetTrustedProxies(o.TrustedProxies); err != nil {
		return nil, err
	}
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, err
	}
	s := &Server{Engine: engine, options: o, dist: dist}
	engine.Use(requestID, s.measure(), s.recoverPanic, s.headers, packConfig)
	engine.NoRoute(func(c *gin.Context) { s.missing(c, fault.New(fault.NotFound, "not_found")) })
	engine.NoMethod(func(c *gin.Context) { s.missing(c, fault.New(fault.NotFound, "not_found")) })
	engine.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	engine.GET("/readyz", s.readyz)
	engine.GET("/metrics", gin.WrapH(promhttp.HandlerFor(o.Registry, promhttp.HandlerOpts{})))
	// Browsers ask for it on pages that name no icon.
	engine.GET("/favicon.ico", func(c *gin.Context) {
		c.Header("Cache-Control", "public, max-age=86400")
		c.Status(http.StatusNoContent)
	})
	s.mountBuilt()
	return s, nil
}

// Handler is the engine behind the refusal of cross-site changes (CSRF) and the given wrapper,
// which loads the session.
func (s *Server) Handler(session func(http.Handler) http.Handler) http.Handler {
	protect := http.NewCrossOriginProtection()
	// One-click unsubscribing (RFC 8058) is a POST from a mail provider, without cookies or origin
	// rules; the token in its path is the authority.
	protect.AddInsecureBypassPattern("POST /u/{token}")
	protect.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, _ := gin.CreateTestContext(w)
		c.Request = r
		api.Refuse(c, s.options.Log, fault.New(fault.Forbidden, "cross_origin"))
	}))
	return protect.Handler(session(s.Engine))
}

func (s *Server) readyz(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 2*time.Second)
	defer cancel()
	down := s.options.Ready(ctx)
	// Redis only carries wake-ups and fan-out: without it work goes on, slower.
	status, word := http.StatusOK, "ready"
	if len(down) > 0 {
		word = "degraded"
	}
	if _, ok := down["postgres"]; ok {
		status, word = http.StatusServiceUnavailable, "down"
	}
	if _, ok := down["stopping"]; ok {
		status, word = http.StatusServiceUnavailable, "stopping"
	}
	c.JSON(status, gin.H{"status": word, "down": down})
}

func (s *Server) missing(c *gin.Context, err error) {
	if strings.HasPrefix(c.Request.URL.Path, "/api/") || !strings.Contains(c.GetHeader("Accept"), "text/html") {
		api.Refuse(c, s.options.Log, err)
		return
	}
	s.errorPage(c, http.StatusNotFound)
}

// mountBuilt serves the widget and the console as they were built by vite.
func (s *Server) mountBuilt() {
	s.Engine.GET("/widget/*file", func(c *gin.Context) {
		file := strings.TrimPrefix(c.Param("file"), "/")
		if file == "frame" {
			file = "frame.html"
			// The texts of the shopper's language and the view that is opened come with the scripts, not after them.
			c.Header("X-Robots-Tag", "noindex")
			view := "Home"
			if c.Query("view") == "chat" {
				view = "talk"
			}
			for _, name := range []string{i18n.Known(c.Query("lang"), i18n.FromRequest(c.Request)) + "-widget", view} {
				c.Writer.Header().Add("Link", "</widget/"+name+".js>; rel=modulepreload")
			}
		}
		s.serveFile(c, "widget/"+file)
	})
	s.Engine.GET("/app", func(c *gin.Context) { s.serveFile(c, "console/index.html") })
	s.Engine.GET("/app/*file", func(c *gin.Context) {
		file := "console" + path.Clean(c.Param("file"))
		if _, err := fs.Stat(s.dist, file); err != nil || path.Ext(file) == "" {
			file = "console/index.html" // a place inside the console
		}
		s.serveFile(c, file)
	})
	s.Engine.GET("/static/*file", func(c *gin.Context) { s.serveFile(c, "static"+path.Clean(c.Param("file"))) })
}

func (s *Server) serveFile(c *gin.Context, name string) {
	if info, err := fs.Stat(s.dist, name); err != nil || info.IsDir() {
		s.missing(c, fault.New(fault.NotFound, "not_found"))
		return
	}
	switch {
	case strings.Contains(name, "/assets/"): // its name holds a hash of its content
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	case strings.HasSuffix(name, ".html") && name != "widget/frame.html": // that one is no newer than the scripts it names
		c.Header("Cache-Control", "no-cache")
	default:
		c.Header("Cache-Control", "public, max-age=300")
	}
	serveBuilt(c, s.dist, name)
}

// Origin is scheme://host of the public address, which sockets and frames are checked against.
func Origin(publicURL string) string {
	u, err := url.Parse(publicURL)
	if err != nil {
		return publicURL
	}
	return u.Scheme + "://" + u.Host
}
