// Package coupon gives coupons on an occasion: a programme says for what, how much and how early, and
// a daily job issues one code for each customer, programme and year, with the advertising message
// that brings it. It owns coupons and coupon_issues. Start with Service.RunNow in issue.go; whose
// birthday a day is lies in birthday.go.
package coupon
