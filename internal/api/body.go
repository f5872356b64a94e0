package api

import (
	"io"
	"time"
)

// patience is how long the body of an operation may be on its way: five seconds, and for large ones as long
// as a slow line needs.
func (o operation) patience() time.Duration {
	const slow = 512 << 10 // bytes in a second
	return 5*time.Second + time.Duration(o.maxBody/slow)*time.Second
}

// wholeBody is read to its end also where nothing more of it is wanted: who is still sending when the
// connection ends is told of a broken connection instead of what is wrong. What goes on for ever is not.
type wholeBody struct {
	io.ReadCloser
	most int64
}

// Close ends the reading.
func (b *wholeBody) Close() error {
	_, _ = io.CopyN(io.Discard, b.ReadCloser, b.most) // whatever stands there is not wanted
	return b.ReadCloser.Close()
}
