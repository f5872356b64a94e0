package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"time"

	"dari/cmd/drill/smtpfault"
	"dari/notify/sms"
)

// gateway takes every text message and writes it down.
type gateway struct {
	url    string
	server *http.Server
}

func startGateway(journal *smtpfault.Journal) (*gateway, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for text messages: %w", err)
	}
	take := func(w http.ResponseWriter, r *http.Request) {
		var m sms.Message
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil || m.ID == "" {
			http.Error(w, `{"code":"malformed"}`, http.StatusBadRequest)
			return
		}
		journal.Add(smtpfault.Line{DeliveryID: m.ID, Rcpt: m.To, Acked: true, Outcome: "sent"})
		_ = json.NewEncoder(w).Encode(map[string]string{"id": m.ID, "provider_id": "g-" + m.ID})
	}
	g := &gateway{url: "http://" + l.Addr().String() + "/send", server: &http.Server{Handler: http.HandlerFunc(take), ReadHeaderTimeout: 5 * time.Second}}
	go func() { _ = g.server.Serve(l) }()
	return g, nil
}

func (g *gateway) close() { _ = g.server.Close() }
