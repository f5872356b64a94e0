package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// patience is how long one exchange with the bucket may take.
const patience = 30 * time.Second

// bucket keeps objects by S3. Any number of programs share it.
type bucket struct {
	client       *minio.Client
	name, prefix string
}

func openBucket(u *url.URL) (Store, error) {
	region, insecure, err := settings(u)
	if err != nil {
		return nil, err
	}
	name, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	secret, _ := u.User.Password()
	switch {
	case u.Host == "":
		return nil, errors.New("names no server: give it as s3://KEY:SECRET@host/bucket")
	case name == "":
		return nil, errors.New("names no bucket: give it behind the server, as s3://KEY:SECRET@host/bucket")
	case u.User.Username() == "" || secret == "":
		return nil, errors.New("holds no key and secret: give them before the server, as s3://KEY:SECRET@host/bucket; a / in the secret is written %2F")
	}
	if prefix != "" {
		if err := checkKey(prefix); err != nil {
			return nil, errors.New("has a folder behind the bucket that is not of small letters and digits")
		}
		prefix += "/"
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(u.User.Username(), secret, ""), Secure: !insecure, Region: region, MaxRetries: 2,
	})
	if err != nil {
		return nil, errors.New("names a server that cannot be one: give it as s3://KEY:SECRET@host:port/bucket")
	}
	return &bucket{client: client, name: name, prefix: prefix}, nil
}

// Put implements Store.
func (b *bucket) Put(ctx context.Context, key string, content []byte) error {
	if err := checkKey(key); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	// A bucket that was opened to the world by mistake must not serve what a browser would run.
	_, err := b.client.PutObject(ctx, b.name, b.prefix+key, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{ContentType: "application/octet-stream"})
	return failed("put", key, err)
}

// Get implements Store.
func (b *bucket) Get(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	late := time.AfterFunc(patience, cancel)
	object, err := b.client.GetObject(ctx, b.name, b.prefix+key, minio.GetObjectOptions{})
	if err == nil {
		if _, err = object.Stat(); err != nil { // until then nothing was asked
			_ = object.Close()
		}
	}
	if err != nil {
		cancel()
		return nil, failed("get", key, err)
	}
	late.Stop() // from here on it takes as long as whom it is for, on a slow line too
	return &reading{object, cancel}, nil
}

// reading ends its exchange when it is closed.
type reading struct {
	*minio.Object
	cancel context.CancelFunc
}

// Close implements io.Closer.
func (r *reading) Close() error {
	defer r.cancel()
	return r.Object.Close()
}

// Delete implements Store.
func (b *bucket) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := failed("delete", key, b.client.RemoveObject(ctx, b.name, b.prefix+key, minio.RemoveObjectOptions{}))
	if errors.Is(err, ErrMissing) {
		return nil
	}
	return err
}

// List implements Store.
func (b *bucket) List(ctx context.Context, prefix string) ([]string, error) {
	if err := checkKey(strings.TrimSuffix(prefix, "/")); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var keys []string
	for object := range b.client.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, failed("list", prefix, object.Err)
		}
		keys = append(keys, strings.TrimPrefix(object.Key, b.prefix))
	}
	return keys, nil
}

// Check implements Store: it writes an object and deletes it again.
func (b *bucket) Check(ctx context.Context) error {
	err := b.Put(ctx, "check", []byte("written to see that it can be"))
	if err == nil {
		err = b.Delete(ctx, "check")
	}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) || errors.Is(err, ErrFull) || answer.StatusCode == http.StatusTooManyRequests {
		return err
	}
	switch {
	case answer.Code == minio.NoSuchBucket:
		return fmt.Errorf("%w: the server has no bucket %q", ErrRefused, b.name)
	case answer.StatusCode >= 400 && answer.StatusCode < 500:
		return fmt.Errorf("%w: the server refuses the key, the secret or the bucket %q (%s)", ErrRefused, b.name, answer.Code)
	}
	return err
}

// failed tells the kinds of errors apart; nil stays nil.
func failed(what, key string, err error) error {
	if err == nil {
		return nil
	}
	answer := minio.ToErrorResponse(err)
	switch {
	case answer.Code == minio.NoSuchKey:
		return fmt.Errorf("%s %s: %w", what, key, ErrMissing)
	case answer.StatusCode == http.StatusInsufficientStorage, answer.Code == "XMinioStorageFull", strings.Contains(answer.Code, "QuotaExceeded"):
		return fmt.Errorf("%s %s: %w: %w", what, key, ErrFull, err)
	}
	return fmt.Errorf("%s %s: %w", what, key, err)
}
