package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
)

// Store keeps objects under keys such as "ab/0198f0/file": lower-case letters, digits and - _ . between
// slashes. An object is there whole or not at all.
type Store interface {
	// Put stores an object, and takes the place of one that is there.
	Put(ctx context.Context, key string, content []byte) error
	// Get opens an object to be read; ErrMissing when there is none.
	Get(ctx context.Context, key string) (io.ReadCloser, error)
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, key string) error
	// List names all objects below a prefix that ends with a slash.
	List(ctx context.Context, prefix string) ([]string, error)
	// Check finds out whether the place can be used. What a person must set right is an ErrRefused,
	// everything else may pass by itself.
	Check(ctx context.Context) error
}

// Errors that callers tell apart; each is wrapped with what was being done.
var (
	ErrMissing = errors.New("the object is not there")
	ErrFull    = errors.New("there is no room")
	ErrRefused = errors.New("the place of files cannot be used")
)

// Open reads an address: file:///var/lib/dari/files, or
// s3://KEY:SECRET@host/bucket/prefix?region=ap-northeast-2, with insecure=true for plain HTTP. Its
// error says what is wrong with the address and never repeats a secret. Nothing is touched yet: see
// Check.
func Open(address string) (Store, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("is not an address, as file:///var/lib/dari/files or s3://KEY:SECRET@host/bucket")
	}
	switch u.Scheme {
	case "file":
		return openFolder(u)
	case "s3":
		return openBucket(u)
	}
	return nil, errors.New("begins with neither file:// nor s3://")
}

func openFolder(u *url.URL) (Store, error) {
	switch {
	case u.Host != "" && u.Host != "localhost":
		return nil, errors.New("names a machine: a folder has three slashes, as file:///var/lib/dari/files")
	case !filepath.IsAbs(u.Path) || u.Path == "/":
		return nil, errors.New("names no folder: give its whole path, as file:///var/lib/dari/files")
	case u.RawQuery != "":
		return nil, errors.New("has something behind a question mark, which a folder does not take")
	}
	return &folder{path: filepath.Clean(u.Path)}, nil
}

// settings are what may stand behind the question mark of an S3 address.
func settings(u *url.URL) (region string, insecure bool, err error) {
	for name, values := range u.Query() {
		value := values[len(values)-1]
		switch name {
		case "region":
			region = value
		case "insecure":
			if insecure, err = strconv.ParseBool(value); err != nil {
				return "", false, errors.New("has an insecure= that is neither true nor false")
			}
		default:
			return "", false, fmt.Errorf("has %q behind the question mark; known are region and insecure", name)
		}
	}
	return region, insecure, nil
}

var keyForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*$`)

// checkKey keeps a mistake of a caller from reaching a place outside.
func checkKey(key string) error {
	if len(key) > 200 || !keyForm.MatchString(key) {
		return fmt.Errorf("%.50q is not a key", key)
	}
	return nil
}
