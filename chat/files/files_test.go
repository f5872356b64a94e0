package files_test

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/chat"
	"dari/chat/files"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/live"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/storage"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

const key = "files-key"

// world is the room's HTTP on a server of the test's own.
type world struct {
	t   *testing.T
	db  *pgxpool.Pool
	url string

	mu  sync.Mutex
	now time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w := &world{t: t, db: pgtest.New(t), now: time.Now()}
	if err := staff.PutShop(t.Context(), w.db, staff.ShopSettings{Name: "온담", Zone: "Asia/Seoul", WidgetKey: key, WidgetSecret: strings.Repeat("s", 40)}); err != nil {
		t.Fatal(err)
	}
	place, err := storage.Open("file://" + t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	store := thread.New(thread.Options{DB: w.db})
	room := chat.New(chat.Options{DB: w.db, Hub: live.New(live.Options{}), Thread: store, PublicURL: "http://dari.example"})
	authorize := func(r *http.Request, permission string) (context.Context, error) {
		id, _ := strconv.ParseInt(r.Header.Get("X-Staff"), 10, 64)
		if id == 0 {
			return nil, fault.New(fault.Unauthorized, "unauthorized")
		}
		actor := staff.ActorOf(id, "하은", "agent")
		if !actor.Can(permission) {
			return nil, fault.New(fault.Forbidden, "forbidden")
		}
		return staff.WithActor(r.Context(), actor), nil
	}
	service := files.New(files.Options{
		DB: w.db, Files: thread.NewFiles(thread.FilesOptions{DB: w.db, Store: place}), Shoppers: room, Authorize: authorize,
		Secret: strings.Repeat("x", 32), Now: w.clock,
	})
	e := gin.New()
	router := api.NewRouter(api.Options{Engine: e, Authorize: authorize})
	room.Routes(router)
	service.Routes(router)
	service.Pages(e)
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

type answer struct {
	status int
	header http.Header
	body   []byte
	json   map[string]any
}

func (a answer) text(name string) string { s, _ := a.json[name].(string); return s }

func (a answer) file(name string) string {
	f, _ := a.json["file"].(map[string]any)
	s, _ := f[name].(string)
	return s
}

// ask sends a request; header is name, value, name, value …
func (w *world) ask(method, path string, body any, header ...string) answer {
	w.t.Helper()
	var content io.Reader
	raw, isRaw := body.([]byte)
	switch {
	case isRaw:
		content = bytes.NewReader(raw)
	case body != nil:
		text, _ := json.Marshal(body)
		content = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, content)
	if err != nil {
		w.t.Fatal(err)
	}
	if body != nil && !isRaw {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	a := answer{status: res.StatusCode, header: res.Header}
	if a.body, err = io.ReadAll(res.Body); err != nil {
		w.t.Fatal(err)
	}
	_ = json.Unmarshal(a.body, &a.json) // files are no JSON
	return a
}

func picture(side int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, side, side))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// shopper is a widget with its token; the first upload makes it known.
type shopper struct {
	w     *world
	token string
}

func (s *shopper) ask(method, path string, body any) answer {
	and := "?"
	if strings.Contains(path, "?") {
		and = "&"
	}
	return s.w.ask(method, "/api/v1/widget"+path+and+"key="+key, body, "X-Dari-Visitor", s.token, "Accept-Language", "ko")
}

func (s *shopper) upload(name string, content []byte) answer {
	a := s.ask("POST", "/files", map[string]any{"client_id": uuid.NewString(), "name": name, "size": len(content)})
	if a.status != http.StatusOK {
		return a
	}
	if token := a.text("visitor_token"); token != "" {
		s.token = token
	}
	return s.ask("PUT", "/files/"+a.text("id")+"?offset=0", content)
}

func (s *shopper) send(text string, ids ...string) answer {
	return s.ask("POST", "/messages", map[string]any{"client_id": uuid.NewString(), "text": text, "files": ids})
}

func TestAShopperSendsAFileBeforeAnythingElse(t *testing.T) {
	w := newWorld(t)
	me := &shopper{w: w}
	up := me.upload("사진.png", picture(900))
	if up.status != 200 || up.json["done"] != true || up.file("type") != "image/png" || up.file("name") != "사진.png" || up.file("url") == "" || up.file("thumb_url") == "" || me.token == "" {
		t.Fatalf("upload: %d %s", up.status, up.body)
	}
	sent := me.send("", up.text("id"))
	if sent.status != 200 {
		t.Fatalf("send: %d %s", sent.status, sent.body)
	}
	page := me.ask("GET", "/messages", nil)
	if !bytes.Contains(page.body, []byte(`"kind":"file"`)) || !bytes.Contains(page.body, []byte(`"width":900`)) {
		t.Errorf("the conversation: %s", page.body)
	}
	link := me.ask("GET", "/files/"+up.text("id")+"/url", nil)
	if link.status != 200 || link.text("url") == "" || link.text("thumb_url") == "" || link.text("expires_at") == "" {
		t.Errorf("the link: %d %s", link.status, link.body)
	}
	// Staff see it, and answer with one.
	conv := sent.text("conversation")
	if a := w.ask("GET", "/api/v1/conversations/"+conv+"/files/"+up.text("id")+"/url", nil, "X-Staff", "7"); a.status != 200 || w.ask("GET", a.text("thumb_url"), nil, "X-Staff", "7").status != 200 {
		t.Errorf("staff: %d %s", a.status, a.body)
	}
	paper := []byte("%PDF-1.4\n")
	begun := w.ask("POST", "/api/v1/conversations/"+conv+"/files", map[string]any{"client_id": uuid.NewString(), "name": "교환 안내.pdf", "size": len(paper), "type": "application/pdf"}, "X-Staff", "7")
	mine := "/api/v1/conversations/" + conv + "/files/" + begun.text("id")
	if a := w.ask("PUT", mine+"?offset=0", paper, "X-Staff", "7"); a.status != 200 || a.json["done"] != true {
		t.Fatalf("staff upload: %d %s", a.status, a.body)
	}
	for who, header := range map[string]string{"nobody": "", "a colleague": "8"} {
		if a := w.ask("GET", mine, nil, "X-Staff", header); a.status/100 == 2 {
			t.Errorf("%s sees how far it is: %d", who, a.status)
		}
		if a := w.ask("PUT", mine+"?offset=0", paper, "X-Staff", header); a.status/100 == 2 {
			t.Errorf("%s sends to it: %d", who, a.status)
		}
	}
	if a := w.ask("DELETE", mine, nil, "X-Staff", "7"); a.status/100 != 2 {
		t.Errorf("drop: %d %s", a.status, a.body)
	}
	if a := w.ask("GET", mine, nil, "X-Staff", "7"); a.status != 404 {
		t.Errorf("dropped and there: %d", a.status)
	}
}

func TestWhatIsServedCanOnlyBeLookedAt(t *testing.T) { // S15
	w := newWorld(t)
	me := &shopper{w: w}
	up := me.upload("a\";x=.exe", picture(900))
	for _, address := range []string{up.file("url"), up.file("thumb_url")} {
		got := w.ask("GET", address, nil)
		h := got.header
		if got.status != 200 || h.Get("Content-Type") != "image/png" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "private, no-store" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") ||
			h.Get("Content-Disposition") != `inline; filename="a__x=.png"; filename*=UTF-8''a__x%3D.png` || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("a picture: %d %v", got.status, h)
		}
		if _, err := png.Decode(bytes.NewReader(got.body)); err != nil || h.Get("Content-Length") != strconv.Itoa(len(got.body)) {
			t.Errorf("its bytes: %v", err)
		}
		if head := w.ask("HEAD", address, nil); head.status != 200 || len(head.body) != 0 {
			t.Errorf("HEAD: %d", head.status)
		}
	}
	paper := me.upload("영수증.pdf", []byte("%PDF-1.7 <script>alert(1)</script>"))
	got := w.ask("GET", paper.file("url"), nil)
	if got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Disposition"), `attachment; filename="___.pdf"; filename*=UTF-8''%EC%98%81`) || got.header.Get("Content-Type") != "application/pdf" {
		t.Errorf("a PDF: %d %v", got.status, got.header)
	}
	for name, content := range map[string]string{
		"xss.png": "<html><script>alert(1)</script>", "x.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "../../x": "GIF89a/*", "a\u0000.png": "PK\x03\x04", "x.pdf": "MZ",
	} {
		if a := me.upload(name, []byte(content)); a.status != 422 {
			t.Errorf("%q: %d %s", name, a.status, a.body)
		}
	}
	big := me.ask("POST", "/files", map[string]any{"client_id": uuid.NewString(), "name": "영상.png", "size": 48 << 20})
	if big.status != 413 || big.text("detail") != "10MB까지 보낼 수 있어요 (48MB)." {
		t.Errorf("48 MB: %d %s", big.status, big.body)
	}
}

func TestAnAddressIsForItsReaderAndForTenMinutes(t *testing.T) { // S15, R9
	w := newWorld(t)
	me, stranger := &shopper{w: w}, &shopper{w: w}
	up := me.upload("a.png", picture(900))
	other := stranger.upload("b.png", picture(20))
	sent := me.send("보세요", up.text("id"))
	if sent.status != 200 {
		t.Fatalf("send: %d %s", sent.status, sent.body)
	}
	id := up.text("id")
	link := me.ask("GET", "/files/"+id+"/url", nil)
	address := link.text("url")
	staffLink := w.ask("GET", "/api/v1/conversations/"+sent.text("conversation")+"/files/"+id+"/url", nil, "X-Staff", "7").text("url")
	sig := address[strings.LastIndex(address, "/")+1:]
	flipped := strings.Replace(sig, sig[20:21], map[bool]string{true: "A", false: "B"}[sig[20] != 'A'], 1)
	missing := map[string]answer{
		"another shopper asks for its address":        stranger.ask("GET", "/files/"+id+"/url", nil),
		"another shopper asks how far it is":          stranger.ask("GET", "/files/"+id, nil),
		"another shopper drops it":                    stranger.ask("DELETE", "/files/"+id, nil),
		"another shopper sends to it":                 stranger.ask("PUT", "/files/"+id+"?offset=0", []byte("x")),
		"no signature":                                w.ask("GET", "/files/"+id+"/x", nil),
		"a signature of another file":                 w.ask("GET", "/files/"+id+"/"+other.file("url")[strings.LastIndex(other.file("url"), "/")+1:], nil),
		"a changed one":                               w.ask("GET", "/files/"+id+"/"+flipped, nil),
		"one made for staff without them":             w.ask("GET", staffLink, nil),
		"one made for staff by a colleague":           w.ask("GET", staffLink, nil, "X-Staff", "8"),
		"opened from another site":                    w.ask("GET", address, nil, "Sec-Fetch-Site", "cross-site"),
		"opened from a mail or typed in":              w.ask("GET", address, nil, "Sec-Fetch-Site", "none"),
		"staff by another conversation":               w.ask("GET", "/api/v1/conversations/"+uuid.NewString()+"/files/"+id+"/url", nil, "X-Staff", "7"),
		"the id in other letters":                     w.ask("GET", strings.Replace(address, id, strings.ToUpper(id), 1), nil),
		"what a stranger has not sent, seen by staff": w.ask("GET", "/api/v1/conversations/"+sent.text("conversation")+"/files/"+other.text("id")+"/url", nil, "X-Staff", "7"),
	}
	for name, a := range missing {
		if a.status != 404 {
			t.Errorf("%s: %d %.200s", name, a.status, a.body)
		}
	}
	if a := w.ask("GET", "/api/v1/widget/files/"+id+"/url?key="+key, nil); a.status != 404 {
		t.Errorf("nobody asks for its address: %d", a.status)
	}
	for name, a := range map[string]answer{
		"its reader": w.ask("GET", address, nil, "Sec-Fetch-Site", "same-origin"), "staff": w.ask("GET", staffLink, nil, "X-Staff", "7"),
	} {
		if a.status != 200 {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if a := me.ask("DELETE", "/files/"+id, nil); a.status != 409 {
		t.Errorf("dropping what was sent: %d", a.status)
	}
	w.pass(10*time.Minute - time.Second)
	if a := w.ask("GET", address, nil); a.status != 200 {
		t.Errorf("just before its end: %d", a.status)
	}
	w.pass(2 * time.Second)
	for name, url := range map[string]string{"the shopper's": address, "staff's": staffLink} {
		if a := w.ask("GET", url, nil, "X-Staff", "7"); a.status != 404 {
			t.Errorf("%s after ten minutes: %d", name, a.status)
		}
	}
	if a := w.ask("GET", me.ask("GET", "/files/"+id+"/url", nil).text("url"), nil); a.status != 200 {
		t.Errorf("a new one: %d", a.status)
	}
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.messages SET withdrawn_at = dari.clock()`); err != nil {
		t.Fatal(err)
	}
	if a := me.ask("GET", "/files/"+id+"/url", nil); a.status != 404 {
		t.Errorf("what was taken back: %d", a.status)
	}
}

func TestAChunkIsWholeOrNotThere(t *testing.T) {
	w := newWorld(t)
	me := &shopper{w: w}
	begun := me.ask("POST", "/files", map[string]any{"client_id": uuid.NewString(), "name": "a.pdf", "size": 3 << 20})
	me.token = begun.text("visitor_token")
	path := "/files/" + begun.text("id")
	if begun.json["chunk_bytes"] != float64(thread.ChunkBytes) || begun.json["max_bytes"] != float64(10<<20) || begun.json["offset"] != 0.0 {
		t.Fatalf("begun: %s", begun.body)
	}
	half := bytes.Repeat([]byte("x"), 1<<20)
	for name, a := range map[string]answer{
		"no place":              me.ask("PUT", path, half),
		"a place that is none":  me.ask("PUT", path+"?offset=-1", half),
		"a crumb":               me.ask("PUT", path+"?offset=0", half[:100]),
		"a place further on":    me.ask("PUT", path+"?offset=5", half),
		"more than a chunk":     me.ask("PUT", path+"?offset=0", append(half, 'x')),
		"an id that is none":    me.ask("PUT", "/files/x?offset=0", half),
		"a chunk of the end on": me.ask("PUT", path+"?offset="+strconv.Itoa(3<<20), half),
	} {
		if a.status < 400 || a.status >= 500 || a.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	// The line breaks in the middle of a chunk.
	broken, writer := io.Pipe()
	go func() {
		_, _ = writer.Write(half[:1<<19])
		_ = writer.CloseWithError(io.ErrUnexpectedEOF)
	}()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, w.url+"/api/v1/widget"+path+"?offset=0&key="+key, broken)
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = 1 << 20
	req.Header.Set("X-Dari-Visitor", me.token)
	if res, err := http.DefaultClient.Do(req); err == nil {
		res.Body.Close()
	}
	if a := me.ask("GET", path, nil); a.status != 200 || a.json["offset"] != 0.0 || a.json["done"] != false {
		t.Errorf("after the cut: %d %s", a.status, a.body)
	}
	if a := me.ask("PUT", path+"?offset=0", half); a.status != 200 || a.json["offset"] != float64(1<<20) {
		t.Errorf("going on: %d %s", a.status, a.body)
	}
}

func TestAFileThatIsOnItsWayWhenItsOwnerLogsOutIsNobodys(t *testing.T) { // R3, S15
	w := newWorld(t)
	me := &shopper{w: w}
	content := picture(900)
	begun := me.ask("POST", "/files", map[string]any{"client_id": uuid.NewString(), "name": "a.png", "size": len(content)})
	me.token = begun.text("visitor_token")
	path := "/files/" + begun.text("id")
	if out := me.ask("POST", "/logout", map[string]any{}); out.status != http.StatusOK {
		t.Fatalf("logout: %d %s", out.status, out.body)
	}
	if a := me.ask("PUT", path+"?offset=0", content); a.status/100 == 2 {
		t.Errorf("the last piece came after the logout and was taken: %d %s", a.status, a.body)
	}
	next := &shopper{w: w}
	other := next.upload("b.png", picture(20))
	for name, a := range map[string]answer{"finishes it": next.ask("PUT", path+"?offset=0", content), "looks at it": next.ask("GET", path, nil), "sends it": next.send("", begun.text("id"))} {
		if a.status/100 == 2 {
			t.Errorf("the next person %s: %d %s", name, a.status, a.body)
		}
	}
	if a := next.send("", other.text("id")); a.status != http.StatusOK {
		t.Errorf("their own file: %d %s", a.status, a.body)
	}
}
