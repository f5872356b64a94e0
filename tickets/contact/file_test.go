package contact

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
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

// postForm sends the contact form as a browser does, with files.
func (w *world) postForm(form url.Values, files map[string][]byte) *httptest.ResponseRecorder {
	w.t.Helper()
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	for name := range form {
		_ = parts.WriteField(name, form.Get(name))
	}
	for name, content := range files {
		part, err := parts.CreateFormFile("files", name)
		if err != nil {
			w.t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	_ = parts.Close()
	r := httptest.NewRequest(http.MethodPost, "/contact?topic="+form.Get("topic"), &b)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	return w.do(r)
}

func TestFilesGoWithTheFormItself(t *testing.T) {
	w := newWorld(t)
	form := w.filled("return")
	if rec := w.postForm(with(w.filled("return"), "email", "haneul@"), map[string][]byte{"접시.png": dot(t)}); rec.Code != http.StatusUnprocessableEntity || w.drawn.(formView).FilesError == "" {
		t.Errorf("a form that comes back: %d %+v", rec.Code, w.drawn)
	}
	if rec := w.postForm(form, map[string][]byte{"접시.exe": []byte("MZ")}); rec.Code != http.StatusUnprocessableEntity || w.drawn.(formView).FilesError == "" || w.drawn.(formView).Notice != "" {
		t.Errorf("a program: %d %+v", rec.Code, w.drawn)
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets`); n != 0 {
		t.Fatalf("%d tickets", n)
	}
	for range 2 { // sent twice: once
		if rec := w.postForm(form, map[string][]byte{"접시.png": dot(t)}); rec.Body.String() != donePage {
			t.Fatalf("%d %+v", rec.Code, w.drawn)
		}
		w.drain()
	}
	path := w.drawn.(doneView).URL
	if v := w.contactPage(path); len(v.Messages) != 1 || len(v.Messages[0].Files) != 1 || v.Messages[0].Files[0].URL == "" {
		t.Errorf("%+v", v.Messages)
	}
	// The same words again, now with another picture, are more than was said before.
	if rec := w.postForm(w.filled("return"), map[string][]byte{"찻잔.png": dot(t)}); rec.Body.String() != donePage || w.drawn.(doneView).URL == path {
		t.Errorf("%d %+v", rec.Code, w.drawn)
	}
}
