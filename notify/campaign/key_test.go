package campaign

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"dari/notify"
)

func TestTheShortWayReadsNumbersAsTheFullOneDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	forms := []string{"%03d%04d%04d", "%03d-%04d-%04d", " %03d-%04d%04d", "%03d--%04d%04d", "-%03d%04d%04d", "+82%03d%04d%04d", "%03d%04d%04d-"}
	for range 3000 {
		number := fmt.Sprintf(forms[random.IntN(len(forms))], 10+random.IntN(10)/9, random.IntN(10000), random.IntN(10000))
		key, ok := keyOf("sms", number)
		want, wantOK := notify.RecipientKey(notify.SMS, number)
		if key != want || ok != wantOK {
			t.Errorf("keyOf(%q) = %q, %v; the full reading gives %q, %v", number, key, ok, want, wantOK)
		}
	}
}
