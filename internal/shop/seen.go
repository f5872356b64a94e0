package shop

// dropUnchanged takes out of the change what the linked row said the last time already.
func (c *OrderChange) dropUnchanged(before []byte) {
	for column := range sameColumns(before, c.Seen) {
		switch column {
		case "customer_ref":
			c.CustomerRef = nil
		case "status":
			c.Status = nil
		case "buyer_name":
			c.BuyerName = nil
		case "buyer_phone":
			c.BuyerPhone = nil
		case "buyer_email":
			c.BuyerEmail = nil
		case "lang":
			c.Lang = nil
		case "total":
			c.Total = nil
		case "currency":
			c.Currency = nil
		case "is_preorder":
			c.IsPreorder = nil
		case "eta_from":
			c.ETAFrom = nil
		case "eta_to":
			c.dropETA()
		case "coupon_code":
			c.CouponCode = nil
		case "placed_at":
			c.PlacedAt = nil
		case "carrier":
			c.Carrier = nil
		case "tracking_no":
			c.TrackingNo = nil
		}
	}
}

// dropETA also drops what was concluded from the arrival where the table does not tell it.
func (c *OrderChange) dropETA() {
	c.ETATo = nil
	if !has(c.Seen, "is_preorder") {
		c.IsPreorder = nil
	}
}

// sameColumns names the columns that say the same in both rows. Both are JSON objects as Postgres
// writes them; none when there is no row to compare with.
func sameColumns(before, now []byte) map[string]bool {
	if len(before) == 0 || len(now) == 0 {
		return nil
	}
	old := map[string]string{}
	eachColumn(before, func(column, value string) { old[column] = value })
	same := make(map[string]bool, len(old))
	eachColumn(now, func(column, value string) {
		if was, told := old[column]; told && was == value {
			same[column] = true
		}
	})
	return same
}

func has(row []byte, name string) bool {
	found := false
	eachColumn(row, func(column, _ string) { found = found || column == name })
	return found
}

// eachColumn walks over the top level of a JSON object whose keys are plain column names. It is
// written by hand: every mirrored change is compared twice, and the decoder would cost more than all
// else we do with it.
func eachColumn(object []byte, yield func(column, value string)) {
	depth, quoted, start := 0, false, 0
	column := ""
	for i := 0; i < len(object); i++ {
		switch c := object[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
			if quoted && depth == 1 && column == "" {
				start = i + 1
			}
		case quoted:
		case c == ':' && depth == 1 && column == "":
			column = string(object[start : i-1])
			start = i + 1
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']' || c == ',':
			if depth == 1 && column != "" {
				yield(column, string(object[start:i]))
				column = ""
			}
			if c != ',' {
				depth--
			}
		}
	}
}
