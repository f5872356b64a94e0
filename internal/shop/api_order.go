package shop

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
)

// Routes registers the operations on customers and orders.
func (s *Service) Routes(r *api.Router) {
	api.Put(r, "/customers/{ref}", s.handlePutCustomer, api.Permission("customers:write"),
		api.Summary("Say what the shop knows of a customer; what is left out stays as it is"))
	api.Get(r, "/customers/{ref}", s.handleGetCustomer, api.Permission("customers:read"), api.Summary("Read a customer"))
	api.Put(r, "/orders/{number}", s.handlePutOrder, api.Permission("orders:write"),
		api.Summary("Say how an order stands; what is left out stays as it is"))
	api.Post(r, "/orders/{number}/scans", s.handleScans, api.Permission("orders:write"), api.Summary("Say what the carrier says of an order's parcel; the same again is kept once"))
	api.Get(r, "/orders/{number}", s.handleGetOrder, api.Permission("orders:read"), api.Summary("Read an order"))
	s.peopleRoutes(r)
}

type orderBody struct {
	Status      *string      `json:"status,omitempty" enum:"placed,paid,preparing,shipped,delivered,cancelled" doc:"A new order without it is placed."`
	CustomerRef *string      `json:"customer_ref,omitempty" minLength:"1" maxLength:"100" doc:"The shop's own key of the member; left out for a guest. An order keeps the member it has."`
	BuyerName   *string      `json:"buyer_name,omitempty" maxLength:"100"`
	BuyerPhone  *string      `json:"buyer_phone,omitempty" maxLength:"40"`
	BuyerEmail  *string      `json:"buyer_email,omitempty" maxLength:"254"`
	Lang        *string      `json:"lang,omitempty" enum:"ko,en"`
	Total       *int64       `json:"total,omitempty" minimum:"0" maximum:"1000000000000"`
	IsPreorder  *bool        `json:"is_preorder,omitempty"`
	ETAFrom     *string      `json:"eta_from,omitempty" maxLength:"10" doc:"YYYY-MM-DD; empty takes it back."`
	ETATo       *string      `json:"eta_to,omitempty" maxLength:"10" doc:"YYYY-MM-DD; empty takes it back. A change is a new promise and is told to the buyer of a pre-order."`
	ETAReason   *string      `json:"eta_reason,omitempty" maxLength:"500" doc:"Why the arrival changed, as the buyer may read it."`
	CouponCode  *string      `json:"coupon_code,omitempty" maxLength:"64"`
	PlacedAt    *time.Time   `json:"placed_at,omitempty" doc:"A new order without it is placed now."`
	Items       []Item       `json:"items,omitempty" maxItems:"500" doc:"All lines of the order."`
	Shipment    *putShipment `json:"shipment,omitempty" doc:"The parcel; both fields empty take it back."`
}

type putShipment struct {
	Carrier    string `json:"carrier" maxLength:"40" doc:"A code as cjlogistics, hanjin, lotte, logen, epost."`
	TrackingNo string `json:"tracking_no" maxLength:"60"`
}

type putOrderInput struct {
	Number string `path:"number" minLength:"1" maxLength:"64"`
	Body   orderBody
}

func (s *Service) handlePutOrder(ctx context.Context, in *putOrderInput) (*api.OK[Order], error) {
	change, err := in.change()
	if err != nil {
		return nil, err
	}
	order, err := s.PutOrder(ctx, change)
	return api.Reply(order), err
}

func (in *putOrderInput) change() (OrderChange, error) {
	b := in.Body
	c := OrderChange{
		Source: FromAPI, SourceKey: in.Number, Number: in.Number, CustomerRef: b.CustomerRef, Status: b.Status, BuyerName: b.BuyerName,
		BuyerPhone: b.BuyerPhone, BuyerEmail: b.BuyerEmail, Lang: b.Lang, Total: b.Total, IsPreorder: b.IsPreorder,
		ETAFrom: b.ETAFrom, ETATo: b.ETATo, CouponCode: b.CouponCode, PlacedAt: b.PlacedAt,
	}
	if b.Items != nil {
		c.Items = &b.Items
	}
	set(&c.ReasonText, b.ETAReason)
	if b.Shipment != nil {
		c.Carrier, c.TrackingNo = &b.Shipment.Carrier, &b.Shipment.TrackingNo
	}
	if err := checkContact(b.BuyerPhone, "buyer_phone", b.BuyerEmail, "buyer_email"); err != nil {
		return c, err
	}
	for field, value := range map[string]*string{"eta_from": b.ETAFrom, "eta_to": b.ETATo} {
		if value != nil && *value != "" && !isDate(*value) {
			return c, fault.Field("shop.date_form", field)
		}
	}
	if b.ETAFrom != nil && b.ETATo != nil && *b.ETAFrom > *b.ETATo {
		return c, fault.Field("shop.eta_order", "eta_from")
	}
	for i, it := range b.Items {
		if it.ImageURL != "" && !IsPicture(it.ImageURL) {
			return c, fault.Field("shop.image_form", fmt.Sprintf("items[%d].image_url", i))
		}
	}
	if b.PlacedAt != nil && (b.PlacedAt.Year() < 1970 || b.PlacedAt.Year() > 9999) {
		return c, fault.Field("shop.date_form", "placed_at")
	}
	return c, nil
}

// checkContact refuses a number or an address nobody can be reached at; empty ones are fine.
func checkContact(phone *string, phoneField string, email *string, emailField string) error {
	if phone != nil && *phone != "" && phoneKey(*phone) == "" {
		return fault.Field("shop.phone_form", phoneField)
	}
	if email != nil && *email != "" && emailKey(*email) == "" {
		return fault.Field("shop.email_form", emailField)
	}
	return nil
}

// IsPicture tells an address that a browser may load a picture from. What a machine shows to itself needs no https.
func IsPicture(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || len(address) > 2000 {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

type getOrderInput struct {
	Number string `path:"number" minLength:"1" maxLength:"64"`
}

func (s *Service) handleGetOrder(ctx context.Context, in *getOrderInput) (*api.OK[Order], error) {
	order, err := OrderByNumber(ctx, s.db, in.Number)
	return api.Reply(order), err
}
