package shop

import (
	"maps"
	"slices"
	"testing"

	"dari/internal/korean"
)

func TestColumnsThatSayTheSame(t *testing.T) {
	tests := map[string]struct {
		before, now string
		want        []string
	}{
		"nothing before":        {``, `{"a": 1}`, nil},
		"all the same":          {`{"a": 1, "b": "x"}`, `{"a": 1, "b": "x"}`, []string{"a", "b"}},
		"one differs":           {`{"a": 1, "b": "x"}`, `{"a": 1, "b": "y"}`, []string{"a"}},
		"one is new":            {`{"a": 1}`, `{"a": 1, "b": null}`, []string{"a"}},
		"null is not missing":   {`{"a": null}`, `{"a": null}`, []string{"a"}},
		"signs inside text":     {`{"a": "x\",}:{\"b\":1", "b": "\\"}`, `{"a": "x\",}:{\"b\":1", "b": "\\"}`, []string{"a", "b"}},
		"text that ends alike":  {`{"a": "x\\", "b": 2}`, `{"a": "x\\\"", "b": 2}`, []string{"b"}},
		"arrays and objects":    {`{"a": ["x", {"b": 1}], "c": 3}`, `{"a": ["x", {"b": 2}], "c": 3}`, []string{"c"}},
		"a number is not text":  {`{"a": 1}`, `{"a": "1"}`, nil},
		"an empty row":          {`{}`, `{}`, nil},
		"a key inside an array": {`{"a": ["b", "c"]}`, `{"a": ["b", "c"]}`, []string{"a"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := slices.Sorted(maps.Keys(sameColumns([]byte(tt.before), []byte(tt.now))))
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestTheShortWayToANumberIsTheLongOne(t *testing.T) {
	for _, number := range []string{
		"010-2345-6789", "01023456789", "010-9999-0000", "010-1234-5678", "010-0234-5678", "02-345-6789", "011-234-5678",
		"010-2345-678", "0102-3456-789", "010--2345-6789", "+82 10-2345-6789", "010-2345-67890", "010-2345-678a", "",
	} {
		want, _ := korean.NormalizePhone(number)
		if got := phoneKey(number); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
		if short := mobileKey(number); short != "" && short != want {
			t.Errorf("%s: the short way gives %s, want %s", number, short, want)
		}
	}
}
