package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// folder keeps objects as files. Programs on several machines can share it by a network file system;
// a bucket serves them better.
type folder struct{ path string }

// half is where a file is written before it takes its name. No key begins with a dot.
const half = ".half"

// Put implements Store.
func (f *folder) Put(_ context.Context, key string, content []byte) error {
	if err := checkKey(key); err != nil {
		return err
	}
	name, temporary := f.name(key), filepath.Join(f.path, half, rand.Text())
	if err := errors.Join(os.MkdirAll(filepath.Dir(temporary), 0o700), os.MkdirAll(filepath.Dir(name), 0o700)); err != nil {
		return f.failed("make a folder for", key, err)
	}
	if err := write(temporary, content); err != nil {
		_ = os.Remove(temporary)
		return f.failed("write", key, err)
	}
	err := os.Rename(temporary, name)
	if errors.Is(err, fs.ErrNotExist) { // the last file of this folder was deleted meanwhile, and the folder
		if err = os.MkdirAll(filepath.Dir(name), 0o700); err == nil {
			err = os.Rename(temporary, name)
		}
	}
	if err != nil {
		_ = os.Remove(temporary)
		return f.failed("name", key, err)
	}
	// The name counts only when it is on the disk too.
	if err := syncFolder(filepath.Dir(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f.failed("sync the folder of", key, err)
	}
	return nil
}

func syncFolder(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// write stores a file so that it is whole on the disk, not only in memory, before it is counted on.
func write(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// Get implements Store.
func (f *folder) Get(_ context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	file, err := os.Open(f.name(key))
	if err != nil {
		return nil, f.failed("open", key, err)
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(f.failed("open", key, fs.ErrNotExist), file.Close())
	}
	return file, nil
}

// Delete implements Store.
func (f *folder) Delete(_ context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if err := os.Remove(f.name(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f.failed("delete", key, err)
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if os.Remove(f.name(dir)) != nil { // it holds something, or is gone
			break
		}
	}
	return nil
}

// List implements Store.
func (f *folder) List(ctx context.Context, prefix string) ([]string, error) {
	if err := checkKey(strings.TrimSuffix(prefix, "/")); err != nil {
		return nil, err
	}
	var keys []string
	err := filepath.WalkDir(f.name(prefix), func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(f.path, name)
		keys = append(keys, filepath.ToSlash(relative))
		return err
	})
	if err != nil {
		return nil, f.failed("list", prefix, err)
	}
	return keys, nil
}

// Check implements Store: it writes, reads and deletes a file.
func (f *folder) Check(ctx context.Context) error {
	if info, err := os.Stat(f.path); err == nil && !info.IsDir() {
		return fmt.Errorf("%w: %s is not a folder", ErrRefused, f.path)
	}
	key := "check/" + strings.ToLower(rand.Text())
	err := f.Put(ctx, key, []byte("written to see that it can be"))
	if err == nil {
		err = f.Delete(ctx, key)
	}
	if err == nil || errors.Is(err, ErrFull) {
		return err
	}
	return fmt.Errorf("%w: this program cannot write to %s: %w", ErrRefused, f.path, err)
}

func (f *folder) name(key string) string { return filepath.Join(f.path, filepath.FromSlash(key)) }

func (f *folder) failed(what, key string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s %s: %w", what, key, ErrMissing)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%s %s: %w: %w", what, key, ErrFull, err)
	}
	return fmt.Errorf("%s %s: %w", what, key, err)
}
