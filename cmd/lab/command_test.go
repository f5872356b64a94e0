package lab

import (
	"bytes"
	"context"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestACommandLineChoosesRuns(t *testing.T) {
	tests := map[string]struct {
		args []string
		code int
		ids  []string
		size int
		says string
	}{
		"none is all":                 {nil, 0, nil, 1, ""},
		"some, in any case":           {[]string{"--size", "3", "c-1", "F2"}, 0, []string{"C-1", "F2"}, 3, ""},
		"one that there is not":       {[]string{"C-9"}, 2, nil, 0, "there is no drill C-9; there are C-1, F2"},
		"an option that there is not": {[]string{"--loud"}, 2, nil, 0, "not defined: -loud"},
		"one that fails":              {[]string{"F2"}, 1, []string{"F2"}, 1, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			size, ran, said := 0, Options{}, bytes.Buffer{}
			code := Command{
				Name: "drill", What: "drill", Known: []string{"C-1", "F2"},
				Flags: func(f *flag.FlagSet) { f.IntVar(&size, "size", 1, "") },
				Run: func(_ context.Context, o Options, _, _ io.Writer) bool {
					ran = o
					return tt.code == 0
				},
			}.Main(tt.args, io.Discard, &said)
			if code != tt.code || !slices.Equal(ran.IDs, tt.ids) || !strings.Contains(said.String(), tt.says) {
				t.Errorf("exit %d, runs %v, said %q", code, ran.IDs, said.String())
			}
			if code < 2 && (size != tt.size || !ran.Chosen("F2") || ran.Chosen("C-1") != (slices.Contains(tt.ids, "C-1") || tt.ids == nil)) {
				t.Errorf("size %d, runs %v", size, ran.IDs)
			}
		})
	}
}
