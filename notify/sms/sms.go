// Package sms hands text messages to a gateway and says what became of each. A gateway is a Channel;
// HTTP is the generic one, which the development sandbox speaks. It knows no table.
package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"dari/notify/outcome"
)

// The types of a message: SMS up to 90 bytes of the carriers, LMS beyond, with a title.
const (
	Short = "SMS"
	Long  = "LMS"
)

// Message is what a gateway is given. ID is our reference: the same message tried again has the same.
type Message struct {
	ID    string `json:"id"`
	To    string `json:"to"`
	From  string `json:"from"`
	Text  string `json:"text"`
	Title string `json:"title"`
	Type  string `json:"type"`
}

// Channel is a gateway.
type Channel interface {
	Send(ctx context.Context, m Message) outcome.Outcome
}

// Func makes a sandbox of a function: what it takes is sent, an error is a refusal for now.
type Func func(ctx context.Context, m Message) error

// Send calls the function.
func (f Func) Send(ctx context.Context, m Message) outcome.Outcome {
	if err := f(ctx, m); err != nil {
		return outcome.Outcome{Kind: outcome.Deferred, Reason: "refused_for_now", Text: outcome.Limit(err.Error())}
	}
	return outcome.Outcome{Kind: outcome.Sent, Ref: m.ID}
}

// HTTP posts messages as JSON to an address.
type HTTP struct {
	url      string
	user     *url.Userinfo
	dialogue time.Duration
	client   *http.Client
}

// NewHTTP connects to nothing. A user and password in the address are sent as basic authorization;
// dialogue bounds one message, 0 means 90 s.
func NewHTTP(address string, dialogue time.Duration) (*HTTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, errors.New("the SMS gateway's address is not a URL such as https://gateway.example/send")
	}
	if dialogue <= 0 {
		dialogue = 90 * time.Second
	}
	user := u.User
	u.User = nil
	transport := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout: 10 * time.Second, MaxIdleConnsPerHost: 16, IdleConnTimeout: 60 * time.Second,
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &HTTP{url: u.String(), user: user, dialogue: dialogue, client: client}, nil
}

// watched notes whether anything of the body has been read, after which the gateway may have it.
type watched struct {
	io.Reader
	begun *atomic.Bool
}

func (w watched) Read(p []byte) (int, error) {
	w.begun.Store(true)
	return w.Reader.Read(p)
}

// Send posts one message.
func (h *HTTP) Send(ctx context.Context, m Message) outcome.Outcome {
	ctx, cancel := context.WithTimeout(ctx, h.dialogue)
	defer cancel()
	body, err := json.Marshal(m)
	if err != nil {
		return outcome.Outcome{Kind: outcome.Failed, Reason: "content"}
	}
	var begun atomic.Bool
	trace := &httptrace.ClientTrace{WroteHeaders: func() { begun.Store(true) }}
	// Without GetBody net/http never posts the same message a second time by itself.
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodPost, h.url, watched{bytes.NewReader(body), &begun})
	if err != nil {
		return outcome.Outcome{Kind: outcome.Failed, Reason: "configuration", Stop: true}
	}
	req.ContentLength = int64(len(body))
	req.Header.Set("Content-Type", "application/json")
	if h.user != nil {
		password, _ := h.user.Password()
		req.SetBasicAuth(h.user.Username(), password)
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return lost(err, begun.Load())
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	return answered(resp, text, err)
}

// lost classifies a request without an answer.
func lost(err error, begun bool) outcome.Outcome {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err // the address may hold a key
	}
	if begun {
		return outcome.Outcome{Kind: outcome.Unknown, Reason: "no_answer", Text: outcome.Limit(err.Error())}
	}
	return outcome.Outcome{Kind: outcome.Deferred, Reason: "connect", Connect: true, Text: outcome.Limit(err.Error())}
}

type receipt struct {
	ID         string `json:"id"`
	ProviderID string `json:"provider_id"`
	Code       string `json:"code"`
}

func answered(resp *http.Response, body []byte, err error) outcome.Outcome {
	o := outcome.Outcome{Code: resp.StatusCode}
	var r receipt
	readable := err == nil && json.Unmarshal(body, &r) == nil
	switch {
	case resp.StatusCode >= 200 && resp.StatusCode < 300:
		if !readable || r.ID == "" && r.ProviderID == "" {
			// It says yes, but not to what: without the gateway's own name nothing can be asked later.
			o.Kind, o.Reason, o.Text = outcome.Unknown, "no_answer", "unreadable answer"
			return o
		}
		o.Kind, o.Ref = outcome.Sent, r.ProviderID
		if o.Ref == "" {
			o.Ref = r.ID
		}
	case resp.StatusCode == http.StatusTooManyRequests:
		o.Kind, o.Reason, o.Unburned, o.RetryAfter = outcome.Deferred, "throttled", true, retryAfter(resp)
	case resp.StatusCode >= 500:
		o.Kind, o.Reason, o.RetryAfter = outcome.Deferred, "refused_for_now", retryAfter(resp)
	case r.Code == "sender_not_registered" || resp.StatusCode == 401 || resp.StatusCode == 403:
		// Our own registration is at fault: trying others of the queue would fail them all.
		o.Kind, o.Reason, o.Stop, o.Unburned = outcome.Deferred, "configuration", true, true
	default:
		o.Kind, o.Reason, o.Text = outcome.Failed, "refused", fmt.Sprintf("HTTP %d %s", resp.StatusCode, outcome.Limit(r.Code))
	}
	return o
}

func retryAfter(resp *http.Response) time.Duration {
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, time.Hour)
}
