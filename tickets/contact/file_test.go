package contact

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// postFiles sends the form of a ticket's page as a browser does.
func (w *world) postFiles(path, text string, id uuid.UUID, files map[string][]byte) *httptest.ResponseRecorder {
	w.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	_ = form.WriteField("text", text)
	_ = form.WriteField("client_id", id.String())
	for name, content := range files {
		part, err := form.CreateFormFile("files", name)
		if err != nil {
			w.t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return w.do(r)
}

func dot(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesOfATicketGoInAndOutByItsPageAlone(t *testing.T) {
	w := newWorld(t)
	w.post("/contact", w.filled("delivery"))
	w.drain()
	other := w.filled("delivery")
	other.Set("email", "other@example.com")
	other.Set("text", "다른 문의예요.")
	w.post("/contact", other)
	w.drain()
	var ids []int64
	for _, r := range w.received {
		ids = append(ids, r.TicketID)
	}
	if len(ids) != 2 {
		t.Fatalf("%d tickets", len(ids))
	}
	path, foreign := "/t/"+w.contact.Token(ids[0]), "/t/"+w.contact.Token(ids[1])
	form := uuid.New()
	for range 2 { // sent twice: once
		if rec := w.postFiles(path, "사진이에요", form, map[string][]byte{"깨진 접시.png": dot(t)}); rec.Code != http.StatusSeeOther {
			t.Fatalf("%d %+v", rec.Code, w.drawn)
		}
	}
	if rec := w.postFiles(path, "", uuid.New(), map[string][]byte{"영수증.pdf": []byte("%PDF-1.4\n")}); rec.Code != http.StatusSeeOther {
		t.Fatalf("a file alone: %d %+v", rec.Code, w.drawn)
	}
	if n := w.number(`SELECT count(*) FROM dari.attachments WHERE message_seq IS NOT NULL`); n != 2 {
		t.Errorf("%d files", n)
	}
	w.get(path)
	var files []fileView
	for _, m := range w.drawn.(ticketView).Messages {
		files = append(files, m.Files...)
	}
	if len(files) != 2 || files[0].Name != "깨진 접시.png" || files[0].URL == "" {
		t.Fatalf("%+v", files)
	}
	for i, kind := range []string{"image/png", "application/pdf"} {
		rec := w.get(files[i].URL)
		h := rec.Header()
		if rec.Code != 200 || h.Get("Content-Type") != kind || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "private, no-store" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || strings.HasPrefix(h.Get("Content-Disposition"), "inline") != (i == 0) || rec.Body.Len() == 0 {
			t.Errorf("%s: %d %v", kind, rec.Code, h)
		}
	}
	id := files[0].URL[strings.LastIndex(files[0].URL, "/")+1:]
	for name, address := range map[string]string{"another ticket": foreign + "/files/" + id, "no token": "/t/x/files/" + id, "no file": path + "/files/" + uuid.NewString(), "no id": path + "/files/x"} {
		if rec := w.get(address); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", name, rec.Code)
		}
	}
	w.number(`UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE kind = 'file' RETURNING seq`)
	if rec := w.get(files[1].URL); rec.Code != http.StatusNotFound {
		t.Errorf("what was taken back: %d", rec.Code)
	}
}

func TestFilesThatAreNoneAreRefusedAndTheTextStays(t *testing.T) {
	w := newWorld(t)
	w.post("/contact", w.filled("delivery"))
	w.drain()
	path := "/t/" + w.contact.Token(w.received[0].TicketID)
	many := map[string][]byte{}
	for _, name := range strings.Fields("a b c d e f") {
		many[name+".png"] = dot(t)
	}
	for name, files := range map[string]map[string][]byte{
		"a program": {"x.png": []byte("MZ\x90\x00")}, "a page": {"x.pdf": []byte("<html><script>alert(1)</script>")}, "too many": many,
	} {
		rec := w.postFiles(path, "이것 보세요", uuid.New(), files)
		if v, ok := w.drawn.(ticketView); rec.Code != http.StatusUnprocessableEntity || !ok || v.FilesError == "" || v.Error != "" || v.Text != "이것 보세요" {
			t.Errorf("%s: %d %+v", name, rec.Code, w.drawn)
		}
	}
	if n := w.number(`SELECT count(*) FROM dari.attachments WHERE message_seq IS NOT NULL`); n != 0 {
		t.Errorf("%d files", n)
	}
}
