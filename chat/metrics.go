package chat

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
)

var (
	openDesc   = prometheus.NewDesc("dari_sockets_open", "Sockets that are open.", []string{"of"}, nil)
	closedDesc = prometheus.NewDesc("dari_sockets_closed_total", "Sockets that Dari has closed, by close code.", []string{"code"}, nil)
	heldDesc   = prometheus.NewDesc("dari_widget_holds", "Questions of widgets without a socket that wait for news.", nil, nil)
)

// Describe names the metrics.
func (s *Service) Describe(out chan<- *prometheus.Desc) {
	out <- openDesc
	out <- closedDesc
	out <- heldDesc
}

// Collect counts the sockets.
func (s *Service) Collect(out chan<- prometheus.Metric) {
	open := map[string]int{"shoppers": 0, "staff": 0}
	for _, c := range s.sockets.all() {
		if _, ok := c.peer.(*console); ok {
			open["staff"]++
		} else {
			open["shoppers"]++
		}
	}
	for of, n := range open {
		out <- prometheus.MustNewConstMetric(openDesc, prometheus.GaugeValue, float64(n), of)
	}
	for code, n := range s.sockets.closed() {
		out <- prometheus.MustNewConstMetric(closedDesc, prometheus.CounterValue, float64(n), strconv.Itoa(code))
	}
	out <- prometheus.MustNewConstMetric(heldDesc, prometheus.GaugeValue, float64(s.sockets.holds.Load()))
}
