package storage_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"dari/internal/storage"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// server is a small S3 server of the test's own, with a door before it that can be made to fail.
type server struct {
	*httptest.Server
	refuse atomic.Pointer[refusal]
}

type refusal struct {
	status int
	code   string
}

func newServer(t *testing.T) *server {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("files"); err != nil {
		t.Fatal(err)
	}
	real := gofakes3.New(backend).Server()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		no := s.refuse.Load()
		if no == nil && !strings.Contains(r.Header.Get("Authorization"), "Credential=KEY/") { // the small one takes any
			no = &refusal{http.StatusForbidden, "InvalidAccessKeyId"}
		}
		if no != nil {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(no.status)
			_, _ = io.WriteString(w, "<Error><Code>"+no.code+"</Code><Message>no</Message></Error>")
			return
		}
		real.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) address(user, bucket string) string {
	return "s3://" + user + "@" + strings.TrimPrefix(s.URL, "http://") + "/" + bucket + "?insecure=true&region=ap-northeast-2"
}

const rightUser = "KEY:SE%2FCRET"

func open(t *testing.T, address string) storage.Store {
	t.Helper()
	s, err := storage.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// places are a store of each kind; all must keep the same rules.
func places(t *testing.T) map[string]storage.Store {
	s := newServer(t)
	return map[string]storage.Store{
		"a folder":             open(t, "file://"+t.TempDir()+"/made/when/needed"),
		"a bucket":             open(t, s.address(rightUser, "files")),
		"a folder of a bucket": open(t, s.address(rightUser, "files/shop-1")),
	}
}

func read(t *testing.T, s storage.Store, key string) []byte {
	t.Helper()
	r, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatalf("get %s: %v", key, err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("read %s: %v", key, err)
	}
	return content
}

func TestWhatIsPutIsThereUntilItIsDeleted(t *testing.T) {
	for name, s := range places(t) {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			if err := s.Check(ctx); err != nil {
				t.Fatalf("check: %v", err)
			}
			big := bytes.Repeat([]byte("다리"), 1<<20)
			contents := map[string][]byte{"ab/1/part-0": []byte("one"), "ab/1/file": big, "ab/2/file": []byte("\x00\xff")}
			for key, content := range contents {
				if err := s.Put(ctx, key, content); err != nil {
					t.Fatalf("put %s: %v", key, err)
				}
			}
			for key, content := range contents {
				if got := read(t, s, key); !bytes.Equal(got, content) {
					t.Errorf("%s holds %d bytes, want %d", key, len(got), len(content))
				}
			}
			list, err := s.List(ctx, "ab/1/")
			slices.Sort(list)
			if err != nil || !slices.Equal(list, []string{"ab/1/file", "ab/1/part-0"}) {
				t.Errorf("below ab/1/ are %v, %v", list, err)
			}
			if none, err := s.List(ctx, "cd/"); err != nil || len(none) != 0 {
				t.Errorf("below a prefix of nothing are %v, %v", none, err)
			}
			if err := s.Put(ctx, "ab/1/part-0", []byte("two")); err != nil || string(read(t, s, "ab/1/part-0")) != "two" {
				t.Errorf("a second put does not take the place of the first: %v", err)
			}
			for range 2 { // deleting is done however often it is asked for
				for key := range contents {
					if err := s.Delete(ctx, key); err != nil {
						t.Errorf("delete %s: %v", key, err)
					}
				}
			}
			for key := range contents {
				if _, err := s.Get(ctx, key); !errors.Is(err, storage.ErrMissing) {
					t.Errorf("a deleted object: %v", err)
				}
			}
		})
	}
}

func TestManyWritersOfOneKeyLeaveOneWholeObject(t *testing.T) {
	for name, s := range places(t) {
		t.Run(name, func(t *testing.T) {
			var done sync.WaitGroup
			for i := range byte(8) {
				done.Go(func() {
					if err := s.Put(t.Context(), "ab/x/file", bytes.Repeat([]byte{i}, 100_000)); err != nil {
						t.Errorf("writer %d: %v", i, err)
					}
					if i%2 == 0 {
						_ = s.Delete(t.Context(), "ab/x/gone") // takes empty folders away under the others' hands
					}
				})
			}
			done.Wait()
			got := read(t, s, "ab/x/file")
			if len(got) != 100_000 || bytes.Count(got, got[:1]) != len(got) {
				t.Error("two writers were mixed")
			}
		})
	}
}

func TestAKeyCannotLeadOutside(t *testing.T) {
	for name, s := range places(t) {
		for _, key := range []string{"", "/", "../x", "a/../../x", "/etc/passwd", "a//b", ".half/x", "a/.b", "A", "a\x00", "a b", "a\\b", "a/", strings.Repeat("a", 201)} {
			if err := s.Put(t.Context(), key, nil); err == nil {
				t.Errorf("%s takes the key %q", name, key)
			}
			if _, err := s.Get(t.Context(), key); err == nil {
				t.Errorf("%s reads the key %q", name, key)
			}
			if err := s.Delete(t.Context(), key); err == nil {
				t.Errorf("%s deletes the key %q", name, key)
			}
		}
	}
}

func TestAFolderHoldsNothingElseAndIsItsOwnersAlone(t *testing.T) {
	root := filepath.Join(t.TempDir(), "files")
	s := open(t, "file://"+root)
	if err := s.Put(t.Context(), "ab/1/file", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(root, "ab/1/file")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	if err := s.Delete(t.Context(), "ab/1/file"); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(root, "*", "*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestAWrongSettingIsNamed(t *testing.T) {
	for address, want := range map[string]string{
		"":                                 "neither",
		"ftp://host/x":                     "neither",
		"/var/lib/dari":                    "neither",
		"file://var/lib/dari":              "three slashes",
		"file:///":                         "no folder",
		"file:///x?insecure=true":          "question mark",
		"s3://KEY:SECRET@host":             "no bucket",
		"s3:///bucket":                     "no server",
		"s3://host/bucket":                 "key and secret",
		"s3://KEY@host/bucket":             "key and secret",
		"s3://KEY:SECRET@host/b?secure=1":  `"secure"`,
		"s3://KEY:SECRET@host/b?insecure=": "neither true nor false",
		"s3://KEY:SECRET@host/b/Ünder":     "small letters",
		"s3://KEY:SECRET@ho st/bucket":     "not an address",
	} {
		_, err := storage.Open(address)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "SECRET@") && !strings.Contains(err.Error(), "KEY:SECRET@host") {
			t.Errorf("%q: %v", address, err)
		}
	}
	s := newServer(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]string{
		"a key nobody has":        s.address("NOBODY:wrong", "files"),
		"a bucket that is not":    s.address(rightUser, "nowhere"),
		"a file for a folder":     "file://" + file,
		"a folder below a file":   "file://" + file + "/x",
		"a folder of the machine": "file:///proc/dari",
	} {
		err := open(t, address).Check(t.Context())
		if !errors.Is(err, storage.ErrRefused) || strings.Contains(err.Error(), "wrong") || strings.Contains(err.Error(), "CRET") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAServerInTroubleIsNoWrongSetting(t *testing.T) {
	s := newServer(t)
	b := open(t, s.address(rightUser, "files"))
	if err := b.Put(t.Context(), "ab/file", []byte("x")); err != nil {
		t.Fatal(err)
	}
	for name, no := range map[string]refusal{
		"it fails":        {http.StatusInternalServerError, "InternalError"},
		"it is busy":      {http.StatusServiceUnavailable, "SlowDown"},
		"it is full":      {http.StatusInsufficientStorage, "XMinioStorageFull"},
		"the quota is up": {http.StatusForbidden, "QuotaExceeded"},
	} {
		s.refuse.Store(&no)
		full := name == "it is full" || name == "the quota is up"
		if err := b.Put(t.Context(), "ab/file", []byte("y")); err == nil || errors.Is(err, storage.ErrFull) != full || errors.Is(err, storage.ErrRefused) {
			t.Errorf("%s: put: %v", name, err)
		}
		if err := b.Check(t.Context()); err == nil || errors.Is(err, storage.ErrRefused) {
			t.Errorf("%s: check: %v", name, err)
		}
		if _, err := b.Get(t.Context(), "ab/file"); err == nil || errors.Is(err, storage.ErrMissing) {
			t.Errorf("%s: get: %v", name, err)
		}
		s.refuse.Store(nil)
		if got := string(read(t, b, "ab/file")); got != "x" {
			t.Errorf("%s: afterwards it holds %q", name, got)
		}
	}
	gone, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := open(t, "s3://KEY:x@"+gone.Host+"/files?insecure=true&region=x").Check(t.Context()); err == nil || errors.Is(err, storage.ErrRefused) {
		t.Errorf("a server that is not there: %v", err)
	}
}
