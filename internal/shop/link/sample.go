package link

import (
	"context"
	"errors"
	"maps"
	"time"

	"dari/internal/fault"
)

// Sample is a row of the shop's table as the link would read it.
type Sample struct {
	Key     string            `json:"key"`
	Values  map[string]string `json:"values"`  // our column -> what it would hold
	Problem string            `json:"problem"` // why the row cannot be mirrored; empty: it can
	Column  string            `json:"column"`  // our column the problem lies in
}

// samples is how many rows Test shows.
const samples = 5

// Test reads five rows through the mapping and changes nothing. It refuses what Add would refuse, but
// for what only the making of triggers shows.
func (l *Links) Test(ctx context.Context, spec Spec) ([]Sample, error) {
	spec, err := spec.complete()
	if err != nil {
		return nil, err
	}
	t, err := inspect(ctx, l.db, spec)
	if err != nil {
		return nil, err
	}
	rows, err := l.collect(ctx, l.db, t.selectRows(spec, l.zone, "LIMIT $1"), samples)
	if err != nil {
		return nil, refusal(err, spec, err)
	}
	link := &Link{Spec: spec}
	list := make([]Sample, len(rows))
	for i, r := range rows {
		list[i] = Sample{Key: r.key, Values: r.shown(link)}
		list[i].Problem, list[i].Column = r.bad.Reason, r.bad.Column
	}
	return list, nil
}

// shown is what the row would become, as text.
func (r *row) shown(link *Link) map[string]string {
	values := map[string]string{}
	for column := range maps.Keys(link.Map) {
		if s := r.text(column); s != nil {
			values[column] = *s
		}
	}
	switch link.Kind {
	case Orders:
		c := r.order(link, time.Time{})
		for column, value := range map[string]*string{"status": c.Status, "eta_from": c.ETAFrom, "eta_to": c.ETATo} {
			if value != nil && shopHas(link, column) {
				values[column] = *value
			}
		}
	case OrderLines:
		r.line()
	case Members:
		r.member(link)
	}
	return values
}

func shopHas(link *Link, column string) bool { return link.Map[column] != "" }

func isFault(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f)
}
