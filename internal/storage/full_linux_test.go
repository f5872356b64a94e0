package storage_test

import (
	"errors"
	"syscall"
	"testing"

	"dari/internal/storage"
)

func TestAFullDiskIsToldApartAndPasses(t *testing.T) {
	root := t.TempDir()
	if err := syscall.Mount("dari-test", root, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("no small disk can be mounted: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(root, 0) })
	s := open(t, "file://"+root+"/files")
	if err := s.Put(t.Context(), "ab/one", make([]byte, 100<<10)); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "ab/two", make([]byte, 200<<10)); !errors.Is(err, storage.ErrFull) {
		t.Errorf("beyond the disk: %v", err)
	}
	if _, err := s.Get(t.Context(), "ab/two"); !errors.Is(err, storage.ErrMissing) {
		t.Errorf("half of it is there: %v", err)
	}
	if len(read(t, s, "ab/one")) != 100<<10 {
		t.Error("what was there is damaged")
	}
	if err := s.Delete(t.Context(), "ab/one"); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "ab/two", make([]byte, 200<<10)); err != nil {
		t.Errorf("when there is room again: %v", err)
	}
}
