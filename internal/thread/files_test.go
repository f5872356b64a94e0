package thread_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres/pgtest"
	"dari/internal/storage"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// place is a folder that can be made to fail.
type place struct {
	storage.Store
	mu   sync.Mutex
	fail error
}

func (p *place) Put(ctx context.Context, key string, content []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return p.fail
	}
	return p.Store.Put(ctx, key, content)
}

func (p *place) breaks(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail = err
}

type filesWorld struct {
	db    *pgxpool.Pool
	place *place
	files *thread.Files
	store *thread.Store
}

func newFilesWorld(t *testing.T) filesWorld {
	t.Helper()
	folder, err := storage.Open("file://" + t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := filesWorld{db: pgtest.New(t), place: &place{Store: folder}}
	w.files = thread.NewFiles(thread.FilesOptions{DB: w.db, Store: w.place})
	w.store = thread.New(thread.Options{DB: w.db})
	return w
}

// photo is a picture of noise, which no encoder makes small.
func photo(side int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	r := rand.New(rand.NewPCG(1, 2))
	for y := range side {
		for x := range side {
			m.SetNRGBA(x, y, color.NRGBA{uint8(r.UintN(256)), uint8(r.UintN(256)), uint8(r.UintN(256)), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (w filesWorld) begin(t *testing.T, by thread.Uploader, name string, size int) thread.Upload {
	t.Helper()
	up, err := w.files.Begin(t.Context(), thread.NewFile{Uploader: by, ClientID: uuid.New(), Name: name, Size: int64(size)})
	if err != nil {
		t.Fatal(err)
	}
	return up
}

// send puts all chunks from where the upload stands.
func (w filesWorld) send(by thread.Uploader, up thread.Upload, content []byte) (thread.Upload, error) {
	for {
		end := min(int(up.Offset)+thread.ChunkBytes, len(content))
		next, err := w.files.Chunk(context.Background(), by, up.ID, up.Offset, content[up.Offset:end])
		if err != nil || next.Done {
			return next, err
		}
		up = next
	}
}

func (w filesWorld) ready(t *testing.T, by thread.Uploader, name string) thread.Upload {
	t.Helper()
	content := photo(40)
	up, err := w.send(by, w.begin(t, by, name, len(content)), content)
	if err != nil || !up.Done {
		t.Fatalf("upload: %+v, %v", up, err)
	}
	return up
}

func (w filesWorld) stored(t *testing.T) int {
	t.Helper()
	keys := 0
	for _, first := range "0123456789abcdef" {
		for _, second := range "0123456789abcdef" {
			list, err := w.place.List(t.Context(), string(first)+string(second)+"/")
			if err != nil {
				t.Fatal(err)
			}
			keys += len(list)
		}
	}
	return keys
}

func TestAFileThatWasCutOffGoesOnWhereItStopped(t *testing.T) {
	w := newFilesWorld(t)
	by := thread.UploaderOf(visitor(t, w.db))
	content := photo(600) // about a megabyte
	if len(content) < 3*thread.ChunkBytes {
		t.Fatalf("the photo has only %d bytes", len(content))
	}
	announce := thread.NewFile{Uploader: by, ClientID: uuid.New(), Name: "../사진.png", Type: "image/png", Size: int64(len(content))}
	up, err := w.files.Begin(t.Context(), announce)
	if err != nil {
		t.Fatal(err)
	}
	chunk := func(offset, end int) (thread.Upload, error) {
		return w.files.Chunk(t.Context(), by, up.ID, int64(offset), content[offset:end])
	}
	const n = thread.ChunkBytes
	if got, err := chunk(0, n); err != nil || got.Offset != n || got.Done {
		t.Fatalf("the first chunk: %+v, %v", got, err)
	}
	if got, err := chunk(0, n); err != nil || got.Offset != n {
		t.Errorf("the first chunk again: %+v, %v", got, err)
	}
	for name, at := range map[string][2]int{"one beyond": {2 * n, 3 * n}, "one that overlaps": {n / 2, n + n/2}} {
		if _, err := chunk(at[0], at[1]); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := chunk(n, n+thread.MinChunk-1); !fault.Is(err, fault.Invalid) {
		t.Errorf("a crumb: %v", err)
	}
	if _, err := w.files.Chunk(t.Context(), by, up.ID, n, make([]byte, len(content))); !fault.Is(err, fault.Invalid) {
		t.Errorf("more than was announced: %v", err)
	}
	again, err := w.files.Begin(t.Context(), announce) // the page was loaded anew
	if err != nil || again.ID != up.ID || again.Offset != n {
		t.Fatalf("announced again: %+v, %v", again, err)
	}
	announce.Size++
	if _, err := w.files.Begin(t.Context(), announce); !fault.Is(err, fault.Conflict) {
		t.Errorf("another file under the same client id: %v", err)
	}
	var done sync.WaitGroup
	for range 6 { // two tabs, and answers that were lost
		done.Go(func() {
			if got, err := chunk(n, 2*n); err != nil || got.Offset < 2*n {
				t.Errorf("one of many: %+v, %v", got, err)
			}
		})
	}
	done.Wait()
	got, err := w.send(by, thread.Upload{ID: up.ID, Offset: 2 * n}, content)
	if err != nil || !got.Done || got.File.Type != "image/png" || got.File.Name != "사진.png" || *got.File.Width != 600 || !got.Thumb {
		t.Fatalf("the end: %+v, %v", got, err)
	}
	if late, err := chunk(0, n); err != nil || !late.Done {
		t.Errorf("a chunk after the end: %+v, %v", late, err)
	}
	if keys := w.stored(t); keys != 2 {
		t.Errorf("%d objects are stored for a picture and its small one", keys)
	}
}

func TestAnUploadWhoseLastAnswerNeverCameIsFinishedByAskingAgain(t *testing.T) {
	w := newFilesWorld(t)
	by := thread.UploaderOf(visitor(t, w.db))
	content := photo(40)
	up := w.begin(t, by, "a.png", len(content))
	w.place.breaks(errors.New("away"))
	if _, err := w.send(by, up, content); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("a place that is away: %v", err)
	}
	w.place.breaks(nil)
	// The chunk is counted and the program stops: as if the place broke between the two.
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.attachments SET received = announced, parts = '{00/x/part-1}' WHERE uid = $1`, up.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.place.Put(t.Context(), "00/x/part-1", content); err != nil {
		t.Fatal(err)
	}
	if now, err := w.files.Upload(t.Context(), by, up.ID); err != nil || now.Done || now.Offset != int64(len(content)) {
		t.Fatalf("in between: %+v, %v", now, err)
	}
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			if got, err := w.files.Chunk(context.Background(), by, up.ID, int64(len(content)), nil); err != nil || !got.Done {
				t.Errorf("finishing: %+v, %v", got, err)
			}
		})
	}
	done.Wait()
}

func TestAFullPlaceIsSaidAndNothingIsLost(t *testing.T) {
	w := newFilesWorld(t)
	by := thread.UploaderOf(visitor(t, w.db))
	content := photo(40)
	up := w.begin(t, by, "a.png", len(content))
	w.place.breaks(storage.ErrFull)
	_, err := w.send(by, up, content)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Unavailable || f.Code != "files.storage_full" || f.RetryAfter == 0 {
		t.Fatalf("a full place: %v", err)
	}
	w.place.breaks(nil)
	if got, err := w.send(by, up, content); err != nil || !got.Done {
		t.Errorf("when there is room again: %+v, %v", got, err)
	}
}

func TestARefusedFileSaysWhyAgain(t *testing.T) {
	w := newFilesWorld(t)
	by := thread.UploaderOf(visitor(t, w.db))
	page := []byte("<html><script>alert(1)</script>")
	up := w.begin(t, by, "photo.png", len(page))
	for _, try := range []func() error{
		func() error { _, err := w.send(by, up, page); return err },
		func() error { _, err := w.files.Upload(t.Context(), by, up.ID); return err },
		func() error { _, err := w.files.Chunk(t.Context(), by, up.ID, 0, page); return err },
	} {
		if err := try(); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "files.type") {
			t.Errorf("a page as a picture: %v", err)
		}
	}
	if keys := w.stored(t); keys != 0 {
		t.Errorf("%d objects of a refused file are kept", keys)
	}
}

func TestNobodyTouchesAnothersFile(t *testing.T) {
	w := newFilesWorld(t)
	mine, theirs := visitor(t, w.db), visitor(t, w.db)
	conv := chatOf(t, w.db, mine)
	by, other := thread.UploaderOf(mine), thread.UploaderOf(theirs)
	half := w.begin(t, by, "a.png", 100_000)
	full := w.ready(t, by, "b.png")
	staff := thread.StaffUploader(7)
	for name, stranger := range map[string]thread.Uploader{"another visitor": other, "staff": staff, "nobody": {}, "a customer of the same number": {Kind: "customer", ID: by.ID}} {
		for _, id := range []uuid.UUID{half.ID, full.ID, uuid.New()} {
			_, errState := w.files.Upload(t.Context(), stranger, id)
			_, errChunk := w.files.Chunk(t.Context(), stranger, id, 0, make([]byte, 50_000))
			errDrop := w.files.Drop(t.Context(), stranger, id)
			for _, err := range []error{errState, errChunk, errDrop} {
				if !fault.Is(err, fault.NotFound) {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
	if _, err := w.files.OfShopper(t.Context(), theirs, full.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another shopper reads it: %v", err)
	}
	if _, err := w.files.OfStaff(t.Context(), 7, conv.UID, full.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("staff read what was not sent: %v", err)
	}
	if _, err := w.files.OfShopper(t.Context(), mine, full.ID); err != nil {
		t.Errorf("its uploader: %v", err)
	}
}

func TestAMessageCarriesItsSendersFilesOnce(t *testing.T) {
	w := newFilesWorld(t)
	owner, stranger := visitor(t, w.db), visitor(t, w.db)
	conv, other := chatOf(t, w.db, owner), chatOf(t, w.db, stranger)
	by := thread.UploaderOf(owner)
	one, two := w.ready(t, by, "하나.png"), w.ready(t, by, "둘.png")
	half := w.begin(t, by, "반.png", 100_000)
	foreign := w.ready(t, thread.UploaderOf(stranger), "x.png")
	write := func(conv thread.Conversation, o thread.Owner, body string, client uuid.UUID, files ...uuid.UUID) (thread.Appended, error) {
		return w.store.Append(t.Context(), thread.Append{
			ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: o.VisitorID, ClientID: client, Body: body, Files: files, Owner: &o,
		})
	}
	for name, files := range map[string][]uuid.UUID{
		"another's": {foreign.ID}, "half a file": {half.ID}, "none that is": {uuid.New()}, "one twice": {one.ID, one.ID},
		"one's own and another's": {one.ID, foreign.ID}, "six": {uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()},
	} {
		if _, err := write(conv, owner, "보세요", uuid.New(), files...); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	client := uuid.New()
	m, err := write(conv, owner, "", client, two.ID, one.ID)
	if err != nil || m.Kind != thread.KindFile || m.Body != "" || m.Seq != 1 {
		t.Fatalf("files alone: %+v, %v", m, err)
	}
	var data struct{ Files []thread.File }
	if err := json.Unmarshal(m.Data, &data); err != nil || len(data.Files) != 2 || data.Files[0].Name != "둘.png" || data.Files[1].ID != one.ID || data.Files[0].Size != two.File.Size {
		t.Errorf("the message carries %s, %v", m.Data, err)
	}
	if again, err := write(conv, owner, "", client, two.ID, one.ID); err != nil || !again.Replayed || again.Seq != 1 || !bytes.Contains(again.Data, []byte(one.ID.String())) {
		t.Errorf("written again: %+v, %v", again, err)
	}
	if _, err := write(conv, owner, "", client, one.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("other files under the same client id: %v", err)
	}
	if _, err := write(conv, owner, "또", uuid.New(), one.ID); !fault.Is(err, fault.Invalid) {
		t.Errorf("a file that was sent: %v", err)
	}
	if err := w.files.Drop(t.Context(), by, one.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("a sent file is dropped: %v", err)
	}
	for name, o := range map[string]thread.Owner{"the sender": owner} {
		if f, err := w.files.OfShopper(t.Context(), o, one.ID); err != nil || f.Reader == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.files.OfStaff(t.Context(), 7, conv.UID, one.ID); err != nil {
		t.Errorf("staff read what was sent: %v", err)
	}
	for name, err := range map[string]error{
		"another shopper":               second(w.files.OfShopper(t.Context(), stranger, one.ID)),
		"staff by another's thread":     second(w.files.OfStaff(t.Context(), 7, other.UID, one.ID)),
		"a customer nobody is":          second(w.files.OfShopper(t.Context(), thread.Owner{}, one.ID)),
		"a customer of the same number": second(w.files.OfShopper(t.Context(), thread.Owner{CustomerID: owner.VisitorID}, one.ID)),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	withText, err := write(conv, owner, "이거예요", uuid.New(), w.ready(t, by, "셋.png").ID)
	if err != nil || withText.Kind != thread.KindText || withText.Body != "이거예요" || len(withText.Data) == 0 {
		t.Errorf("with a text: %+v, %v", withText, err)
	}
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE seq = 1`); err != nil {
		t.Fatal(err)
	}
	if _, err := w.files.OfShopper(t.Context(), owner, one.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("what was withdrawn is read: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestTwoMessagesAtOnceDoNotShareAFile(t *testing.T) {
	w := newFilesWorld(t)
	owner := visitor(t, w.db)
	conv := chatOf(t, w.db, owner)
	up := w.ready(t, thread.UploaderOf(owner), "a.png")
	var mu sync.Mutex
	var done sync.WaitGroup
	written := 0
	for range 12 {
		done.Go(func() {
			_, err := w.store.Append(context.Background(), thread.Append{
				ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: owner.VisitorID, ClientID: uuid.New(), Files: []uuid.UUID{up.ID},
			})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				written++
			} else if !fault.Is(err, fault.Invalid) {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if written != 1 {
		t.Errorf("%d messages carry one file", written)
	}
}

func TestStaffSendTheirOwnFilesIntoTheConversationTheyAreFor(t *testing.T) {
	w := newFilesWorld(t)
	conv, other := chatOf(t, w.db, visitor(t, w.db)), chatOf(t, w.db, visitor(t, w.db))
	content := photo(40)
	up, err := w.files.Begin(t.Context(), thread.NewFile{Uploader: thread.StaffUploader(7), ConversationID: conv.ID, ClientID: uuid.New(), Name: "a.png", Size: int64(len(content))})
	if err != nil {
		t.Fatal(err)
	}
	if up, err = w.send(thread.StaffUploader(7), up, content); err != nil {
		t.Fatal(err)
	}
	write := func(conv thread.Conversation, staff int64) error {
		_, err := w.store.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Agent, SenderID: staff, ClientID: uuid.New(), Files: []uuid.UUID{up.ID}})
		return err
	}
	if err := write(other, 7); !fault.Is(err, fault.Invalid) {
		t.Errorf("into another conversation: %v", err)
	}
	if err := write(conv, 8); !fault.Is(err, fault.Invalid) {
		t.Errorf("a colleague's file: %v", err)
	}
	if err := write(conv, 7); err != nil {
		t.Errorf("their own: %v", err)
	}
}

func TestAVisitorsFileGoesWithThemWhenTheySignIn(t *testing.T) {
	w := newFilesWorld(t)
	owner := visitor(t, w.db)
	conv := chatOf(t, w.db, owner)
	up := w.ready(t, thread.UploaderOf(owner), "a.png")
	member := thread.Owner{CustomerID: customer(t, w.db)}
	before, err := w.files.OfShopper(t.Context(), owner, up.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.conversations SET customer_id = $1 WHERE id = $2`, member.CustomerID, conv.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.files.OfShopper(t.Context(), member, up.ID); err != nil {
		t.Errorf("the member cannot see what they uploaded as a visitor: %v", err)
	}
	if _, err := w.store.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: member.CustomerID, ClientID: uuid.New(), Files: []uuid.UUID{up.ID}, Owner: &member}); err != nil {
		t.Errorf("nor send it: %v", err)
	}
	if _, err := w.files.OfShopper(t.Context(), owner, up.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the visitor still reads it: %v", err)
	}
	if after, err := w.files.OfShopper(t.Context(), member, up.ID); err != nil || after.Reader == before.Reader {
		t.Errorf("addresses made before go on: %q, %v", after.Reader, err)
	}
}

func TestOneUploaderCannotFillThePlace(t *testing.T) {
	w := newFilesWorld(t)
	by := thread.UploaderOf(visitor(t, w.db))
	var done sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for range 30 {
		done.Go(func() {
			_, err := w.files.Begin(context.Background(), thread.NewFile{Uploader: by, ClientID: uuid.New(), Name: "a.png", Size: 1 << 20})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				taken++
			} else if !fault.Is(err, fault.TooMany) {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if taken != 20 {
		t.Errorf("%d files wait unsent, want 20 at most", taken)
	}
	other := thread.UploaderOf(visitor(t, w.db))
	for i := range 20 {
		w.begin(t, other, "a.png", 10<<20)
		if i == 0 {
			continue
		}
	}
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.attachments SET state = 'refused', refusal = '{}' WHERE uploader_id = $1`, other.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.files.Begin(t.Context(), thread.NewFile{Uploader: other, ClientID: uuid.New(), Name: "a.png", Size: 1}); !fault.Is(err, fault.TooMany) || !strings.Contains(err.Error(), "quota") {
		t.Errorf("beyond the day's quota: %v", err)
	}
}

func TestWhatNobodySendsIsGoneAfterADay(t *testing.T) {
	w := newFilesWorld(t)
	owner := visitor(t, w.db)
	conv := chatOf(t, w.db, owner)
	by := thread.UploaderOf(owner)
	sent, unsent, half := w.ready(t, by, "sent.png"), w.ready(t, by, "unsent.png"), w.begin(t, by, "half.png", 100_000)
	if _, err := w.files.Chunk(t.Context(), by, half.ID, 0, make([]byte, 50_000)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Append(t.Context(), thread.Append{ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: owner.VisitorID, ClientID: uuid.New(), Files: []uuid.UUID{sent.ID}}); err != nil {
		t.Fatal(err)
	}
	// Parts that a program left behind when it stopped at the wrong moment.
	if err := w.place.Put(t.Context(), "00/left/part-1", content(9)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.attachments SET parts = '{00/left/part-1}' WHERE uid = $1`, sent.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.files.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if keys := w.stored(t); keys != 3 {
		t.Errorf("on the same day %d objects are there, want 3", keys)
	}
	if _, err := w.db.Exec(t.Context(), `UPDATE dari.attachments SET created_at = dari.clock() - interval '25 hours'`); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.files.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for name, id := range map[string]uuid.UUID{"the one nobody sent": unsent.ID, "the half one": half.ID} {
		if _, err := w.files.Upload(t.Context(), by, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f, err := w.files.OfShopper(t.Context(), owner, sent.ID)
	if err != nil || w.stored(t) != 1 {
		t.Fatalf("the sent one: %v; %d objects", err, w.stored(t))
	}
	r, err := w.files.Read(t.Context(), f, true) // there is no small one of a small one
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || int64(len(got)) != f.Size {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func content(n int) []byte { return bytes.Repeat([]byte{'x'}, n) }

func TestWithoutAPlaceNoFileIsTaken(t *testing.T) {
	off := thread.NewFiles(thread.FilesOptions{DB: pgtest.New(t)})
	if _, err := off.Begin(t.Context(), thread.NewFile{Uploader: thread.StaffUploader(1), ClientID: uuid.New(), Name: "a.png", Size: 5}); !fault.Is(err, fault.Unavailable) {
		t.Error(err)
	}
	if err := off.Sweep(t.Context()); err != nil {
		t.Error(err)
	}
}

// dropper drops a file while it is being made ready.
type dropper struct {
	storage.Store
	drop func()
}

func (d *dropper) Put(ctx context.Context, key string, content []byte) error {
	if strings.HasSuffix(key, "/file") {
		d.drop()
	}
	return d.Store.Put(ctx, key, content)
}

func TestOfAFileThatIsDroppedWhileItIsMadeReadyNothingStays(t *testing.T) {
	w := newFilesWorld(t)
	by := thread.UploaderOf(visitor(t, w.db))
	content := photo(600)
	up := w.begin(t, by, "a.png", len(content))
	plain := w.files
	w.files = thread.NewFiles(thread.FilesOptions{DB: w.db, Store: &dropper{w.place, func() {
		if err := plain.Drop(context.Background(), by, up.ID); err != nil {
			t.Error(err)
		}
	}}})
	if _, err := w.send(by, up, content); !fault.Is(err, fault.NotFound) {
		t.Errorf("the last chunk of a dropped file: %v", err)
	}
	if keys := w.stored(t); keys != 0 {
		t.Errorf("%d objects stay", keys)
	}
}
