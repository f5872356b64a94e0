package korean

import "strconv"

// Number writes a whole number in groups of three: 38,214,000.
func Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Won writes an amount as Korean shops do: 128,000원.
func Won(amount int64) string { return Number(amount) + "원" }
