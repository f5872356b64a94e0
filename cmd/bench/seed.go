package main

import (
	"context"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"dari/tickets/views"

	"github.com/jackc/pgx/v5"
)

//go:embed reads.sql
var readsSeed string

const readsSchema = `CREATE SCHEMA IF NOT EXISTS bench; CREATE TABLE bench.bodies (n integer PRIMARY KEY, body text NOT NULL, search tsvector NOT NULL)`

// What shoppers and agents write, with a word now and then that somebody looks for.
var (
	readPhrases = strings.Split("주문한 그릇은 언제 도착하나요|배송이 조금 늦어지고 있어요|확인하고 바로 알려 드릴게요|색상을 바꿀 수 있을까요|포장을 선물용으로 부탁드려요|결제는 카드로 했어요|재입고 알림을 받고 싶어요|예약 상품이라 제작에 시간이 걸려요|주소를 바꾸고 싶은데 방법을 모르겠어요|답변 감사합니다|사이즈가 생각보다 작네요|쿠폰이 적용되지 않았어요|영수증을 메일로 받을 수 있나요|다음 주까지 꼭 필요해요|사진을 함께 보내 드려요|교환은 어떻게 하나요|배송지 연락처가 달라졌어요|주말에도 받을 수 있나요", "|")
	readRare    = []struct {
		every int
		text  string
	}{{60, "그릇이 파손되어 왔어요"}, {90, "송장 번호를 알려 주세요"}, {20, "환불은 언제 되나요"}, {5000, "도면을 보내 주실 수 있나요"}}
)

// seedReads fills the shop.
func seedReads(ctx context.Context, db *pgx.Conn, count int) error {
	if _, err := db.Exec(ctx, readsSchema); err != nil {
		return fmt.Errorf("make the tables of the seed: %w", err)
	}
	if err := seedBodies(ctx, db); err != nil {
		return err
	}
	fill := strings.NewReplacer("{tickets}", strconv.Itoa(count), "{each}", strconv.Itoa(readEach), "{bodies}", strconv.Itoa(readBodies))
	for _, statement := range strings.Split(fill.Replace(readsSeed), ";\n") {
		if statement = strings.TrimSpace(statement); statement == "" {
			continue
		}
		if _, err := db.Exec(ctx, statement); err != nil {
			return fmt.Errorf("seed: %.60s: %w", statement, err)
		}
	}
	if _, err := db.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		return fmt.Errorf("tidy up after the seed: %w", err)
	}
	return nil
}

// seedBodies writes the texts that the messages are made of, each with its words.
func seedBodies(ctx context.Context, db *pgx.Conn) error {
	r := rand.New(rand.NewPCG(4, 4))
	var ns []int32
	var bodies, grams []string
	for n := range readBodies {
		var b strings.Builder
		for i := range 1 + r.IntN(3) {
			if i > 0 {
				b.WriteString(". ")
			}
			b.WriteString(readPhrases[r.IntN(len(readPhrases))])
		}
		for _, rare := range readRare {
			if n%rare.every == rare.every-1 {
				b.WriteString(". " + rare.text)
			}
		}
		fmt.Fprintf(&b, ". 주문 %06d", r.IntN(1_000_000))
		ns, bodies, grams = append(ns, int32(n)), append(bodies, b.String()), append(grams, strings.Join(views.Grams(b.String()), " "))
	}
	_, err := db.Exec(ctx, `INSERT INTO bench.bodies SELECT n, body, array_to_tsvector(string_to_array(grams, ' ')) FROM unnest($1::int[], $2::text[], $3::text[]) AS k (n, body, grams)`, ns, bodies, grams)
	if err != nil {
		return fmt.Errorf("write the texts of the seed: %w", err)
	}
	return nil
}
