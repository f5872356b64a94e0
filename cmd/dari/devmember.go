package main

import (
	"net/http"
	"slices"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/shop/demo"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
)

// demoMembers is how many people one can be at the demo shop.
const demoMembers = 5

// demoTokenLife is as short as a careful shop would have it; the page asks for another then.
const demoTokenLife = 15 * time.Minute

// mountMembers lets the demo shop's page sign somebody in, as a shop's own server would: it knows the
// widget's secret and signs a token. Only the made-up members of the demo shop can be signed in.
func (w *devWorld) mountMembers(e *gin.Engine, a *app) {
	e.GET("/demo/members", func(c *gin.Context) {
		list, err := demo.Members(c.Request.Context(), a.db, demoMembers)
		if err != nil {
			api.Refuse(c, a.log, err)
			return
		}
		c.Header("Cache-Control", "no-store")
		c.JSON(http.StatusOK, gin.H{"members": list})
	})
	e.POST("/demo/sign-in", func(c *gin.Context) {
		view, err := demoSignIn(c, a)
		if err != nil {
			api.Refuse(c, a.log, err)
			return
		}
		c.Header("Cache-Control", "no-store")
		c.JSON(http.StatusOK, view)
	})
}

type demoSession struct {
	JWT       string    `json:"jwt"`
	Member    string    `json:"member"`
	Name      string    `json:"name"`
	ExpiresAt time.Time `json:"expires_at"`
}

func demoSignIn(c *gin.Context, a *app) (demoSession, error) {
	var in struct {
		Member string `json:"member"`
	}
	if c.Request.ContentLength != 0 {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<10)
		if err := c.ShouldBindJSON(&in); err != nil {
			return demoSession{}, fault.New(fault.Malformed, "malformed").Because(err)
		}
	}
	list, err := demo.Members(c.Request.Context(), a.db, demoMembers)
	if err != nil {
		return demoSession{}, err
	}
	i := slices.IndexFunc(list, func(m demo.Member) bool { return in.Member == "" || m.Ref == in.Member })
	if i < 0 {
		return demoSession{}, fault.New(fault.NotFound, "not_found")
	}
	settings, err := staff.Shop(c.Request.Context(), a.db)
	if err != nil {
		return demoSession{}, err
	}
	now := time.Now()
	token, err := chat.MintToken(settings.WidgetKey, settings.WidgetSecret, list[i].Ref, list[i].Name, now, demoTokenLife)
	return demoSession{token, list[i].Ref, list[i].Name, now.Add(demoTokenLife)}, err
}
