package replies

import (
	"slices"
	"testing"

	"dari/internal/fault"
)

func TestATextIsFilledAndWhatIsMissingIsNamed(t *testing.T) {
	values := map[string]string{"고객": "이수진", "주문.상품": "소나무 화분", "주문.예상일": "12월 3일 (목)", "주문.번호": "20261103-0007", "상담원": "하은"}
	tests := map[string]struct {
		text, want string
		missing    []string
	}{
		"a Korean name":                        {"{고객} 님, 안녕하세요.", "이수진 님, 안녕하세요.", nil},
		"a name of other systems":              {"도착은 {{order.eta}}예요.", "도착은 12월 3일 (목)예요.", nil},
		"spaces and capitals inside":           {"{{ Order.ETA }}", "12월 3일 (목)", nil},
		"another word for the same":            {"{예상일}", "12월 3일 (목)", nil},
		"a particle after the bar":             {"{주문.상품|을/를} 보냈어요.", "소나무 화분을 보냈어요.", nil},
		"an open particle behind":              {"{고객}은/는 {주문.상품}을(를)", "이수진은 소나무 화분을", nil},
		"a value that is not there":            {"송장은 {배송.송장}이에요.", "송장은 {배송.송장}이에요.", []string{"배송.송장"}},
		"each missing one once":                {"{배송.송장} {{shipment.tracking}}", "{배송.송장} {{shipment.tracking}}", []string{"배송.송장"}},
		"a slip of the pen in a known family":  {"{주문.도착날}", "{주문.도착날}", []string{"주문.도착날"}},
		"double braces nobody knows":           {"{{foo}}", "{{foo}}", []string{"foo"}},
		"braces that are the writer's own":     {"함수 {abc} 와 {1, 2}", "함수 {abc} 와 {1, 2}", nil},
		"a text without variables":             {"고맙습니다.", "고맙습니다.", nil},
		"a brace that never closes":            {"{고객 님", "{고객 님", nil},
		"no value, and the particle stays too": {"{배송.송장}을/를", "{배송.송장}을/를", []string{"배송.송장"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := fill(test.text, values)
			if got.Text != test.want || !slices.Equal(got.Missing, append([]string{}, test.missing...)) {
				t.Errorf("%q became %q with %q missing", test.text, got.Text, got.Missing)
			}
			whole := ""
			for _, p := range got.Parts {
				whole += p.Text
			}
			if whole != got.Text {
				t.Errorf("the parts of %q make %q", got.Text, whole)
			}
		})
	}
}

func TestAValueIsNeverReadAgain(t *testing.T) {
	got := fill("{고객} 님", map[string]string{"고객": "{주문.금액}", "주문.금액": "12,000원"})
	if got.Text != "{주문.금액} 님" || len(got.Missing) != 0 {
		t.Errorf("got %q, missing %q", got.Text, got.Missing)
	}
}

func TestAnAnswerWithAVariableInItIsRefused(t *testing.T) {
	for text, refused := range map[string]bool{
		"도착은 {주문.예상일}이에요.": true, "{{order.eta}}": true, "{고객} 님": true, "안녕하세요.": false, "{웃음}": false, "": false,
	} {
		if err := CheckAnswer(text); fault.Is(err, fault.Invalid) != refused {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestEveryVariableIsKnownByBothNames(t *testing.T) {
	for _, v := range variables {
		for _, name := range []string{v.Name, v.Alias} {
			if got, ok := known(name); !ok || got != v.Name {
				t.Errorf("%s is read as %q", name, got)
			}
		}
	}
	for name, to := range other {
		if got, ok := known(name); !ok || !slices.ContainsFunc(variables, func(v variable) bool { return v.Name == to }) || got != to {
			t.Errorf("%s leads to %q", name, to)
		}
	}
}
