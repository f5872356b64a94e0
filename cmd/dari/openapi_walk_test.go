package main

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"dari/internal/staff"
)

func TestTheDescriptionOfTheAPIIsTheRoutes(t *testing.T) {
	w := newWalk(t)
	described := map[string]operation{}
	for _, o := range w.doc.operations() {
		described[o.name()] = o
	}
	for _, r := range w.a.router.Routes() {
		o, ok := described[r.Method+" "+r.Path]
		if !ok {
			t.Errorf("%s %s is a route and not described", r.Method, r.Path)
			continue
		}
		delete(described, o.name())
		switch {
		case r.Permission == "":
			t.Errorf("%s declares neither a permission nor that it is public", o.name())
		case r.Permission == "public" && len(o.Security) > 0:
			t.Errorf("%s is public and described as guarded", o.name())
		case r.Permission != "public" && (len(o.Security) == 0 || !slices.Equal(o.Security[0]["key"], []string{r.Permission})):
			t.Errorf("%s needs %s and is described otherwise: %v", o.name(), r.Permission, o.Security)
		case r.Permission != "public" && r.Permission != staff.Self && !slices.Contains(staff.Permissions(), r.Permission):
			t.Errorf("%s needs %s, which nobody can be given", o.name(), r.Permission)
		}
	}
	for name := range described {
		t.Errorf("%s is described and not a route", name)
	}
}

// public are the operations for everybody. A new one is a decision: it is entered here.
var public = []string{
	"DELETE /api/v1/session", "POST /api/v1/session",
	"GET /api/v1/faq/public/{slug}", "GET /api/v1/faq/search", "POST /api/v1/faq/searches",
	"DELETE /api/v1/widget/files/{id}", "GET /api/v1/widget/files/{id}", "GET /api/v1/widget/files/{id}/url", "POST /api/v1/widget/files",
	"GET /api/v1/widget/rules", "POST /api/v1/widget/rules/{id}/shown", "POST /api/v1/widget/context", "POST /api/v1/widget/deflected",
	"POST /api/v1/widget/survey/{uid}", "POST /api/v1/widget/end",
	"GET /api/v1/widget/me", "GET /api/v1/widget/unread", "POST /api/v1/widget/logout", "GET /api/v1/widget/orders",
	"POST /api/v1/widget/orders/lookup", "POST /api/v1/widget/orders/lookup/{lookup}/resend", "POST /api/v1/widget/orders/verify",
	"GET /api/v1/widget/orders/{number}/quote", "POST /api/v1/widget/orders/{number}/requests",
	"POST /api/v1/widget/orders/{number}/requests/{id}/withdraw",
	"GET /api/v1/contact", "POST /api/v1/contact",
	"POST /api/v1/widget/transcript", "POST /api/v1/widget/transcript/verify", "POST /api/v1/widget/transcript/{lookup}/resend",
	"GET /api/v1/widget/config", "GET /api/v1/widget/messages", "POST /api/v1/widget/messages", "POST /api/v1/widget/leave",
}

func TestEveryRouteAsksForItsPermission(t *testing.T) {
	w := newWalk(t)
	before := w.fingerprint(t)
	keys := map[string]string{} // a key with every scope but one
	for _, missing := range append(staff.Permissions(), staff.Self) {
		scopes := slices.DeleteFunc(staff.Permissions(), func(p string) bool { return p == missing })
		secret, err := staff.AddKey(context.Background(), w.db, "all but "+missing, scopes)
		if err != nil {
			t.Fatal(err)
		}
		keys[missing] = secret
	}
	for _, o := range w.doc.operations() {
		if len(o.Security) == 0 {
			if !slices.Contains(public, o.name()) {
				t.Errorf("%s is public and not meant to be", o.name())
			}
			continue
		}
		permission := o.Security[0]["key"][0]
		var body []byte
		if o.RequestBody != nil {
			body, _ = json.Marshal(w.good(t, o))
		}
		expect := func(who string, header http.Header, status int) {
			t.Helper()
			answer := w.send(o.method, w.place(o), body, header)
			if answer.Code != status || answer.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s by %s answers %d %s, want %d", o.name(), who, answer.Code, short(answer.Body.Bytes()), status)
			}
		}
		expect("nobody", nil, http.StatusUnauthorized)
		expect("a forged session", http.Header{"Cookie": {"dari_session=forged"}}, http.StatusUnauthorized)
		expect("a forged key", http.Header{"Authorization": {"Bearer forged"}, "Cookie": {w.cookies["admin"]}}, http.StatusUnauthorized)
		expect("a key without the scope", http.Header{"Authorization": {"Bearer " + keys[permission]}}, http.StatusForbidden)
		for role := range w.cookies {
			if permission != staff.Self && !slices.Contains(staff.PermissionsOf(role), permission) {
				expect("role "+role, w.as(role, "ko"), http.StatusForbidden)
			}
		}
	}
	delete(before, "api_keys") // made here, and the time of their use
	after := w.fingerprint(t)
	for table, sum := range before {
		if after[table] != sum {
			t.Errorf("a refused request changed dari.%s", table)
		}
	}
}

func TestAGetChangesNothing(t *testing.T) {
	w := newWalk(t)
	before := w.fingerprint(t)
	for _, o := range w.doc.operations() {
		if o.method != http.MethodGet {
			continue
		}
		answer := w.send(o.method, w.place(o), nil, w.as("admin", "ko"))
		if answer.Code != http.StatusOK && (answer.Code != http.StatusConflict || o.path != "/api/v1/orders/{number}/arrival") { // of pre-orders alone
			t.Errorf("%s answers %d %s", o.name(), answer.Code, short(answer.Body.Bytes()))
		}
		before = w.unchanged(t, o.name(), before)
	}
}

func TestAnotherSiteCannotActWithAPersonsSession(t *testing.T) {
	w := newWalk(t)
	for _, o := range w.doc.operations() {
		if o.method == http.MethodGet {
			continue
		}
		header := w.as("admin", "en")
		header.Set("Sec-Fetch-Site", "cross-site")
		header.Set("Origin", "https://evil.example")
		if answer := w.send(o.method, w.place(o), nil, header); answer.Code != http.StatusForbidden {
			t.Errorf("%s from another site answers %d %s", o.name(), answer.Code, short(answer.Body.Bytes()))
		}
	}
}
