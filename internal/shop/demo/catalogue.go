package demo

// product is something 온담 sells.
type product struct {
	sku, title string
	options    []string
	krw        int64
	preorder   bool
}

var catalogue = []product{
	{"BJ-0101", "백자 반상기", []string{"2인", "4인"}, 38000, false},
	{"BJ-0102", "백자 공기", []string{"소", "중"}, 14000, false},
	{"BJ-0103", "백자 대접", []string{"흰빛", "우윳빛"}, 18000, false},
	{"BC-0201", "분청 접시", []string{"21cm", "24cm"}, 24000, false},
	{"BC-0202", "분청 찻잔", []string{"1개", "2개 묶음"}, 22000, false},
	{"CJ-0301", "청자 다관", []string{"300ml", "450ml"}, 76000, false},
	{"CJ-0302", "청자 술잔", []string{"1개", "4개 묶음"}, 19000, false},
	{"OG-0401", "옹기 양념단지", []string{"3구"}, 42000, false},
	{"OG-0402", "옹기 뚝배기", []string{"1호", "2호"}, 16000, false},
	{"GB-0501", "굽다리 과반", []string{"유백", "먹빛"}, 52000, false},
	{"GB-0502", "수저받침", []string{"조약돌", "나뭇잎"}, 6000, false},
	{"GB-0503", "손자국 머그", []string{"유백", "쪽빛", "먹빛"}, 21000, false},
	{"YY-0901", "달항아리", []string{"24cm", "30cm"}, 280000, true},
	{"YY-0902", "겨울 찻상 차림", []string{"2인", "4인"}, 146000, true},
	{"YY-0903", "이름 새긴 부부 반상기", []string{"청화", "철화"}, 118000, true},
}

// name is a given name in both scripts.
type name struct{ hangul, latin string }

var surnames = []name{
	{"김", "kim"},
	{"이", "lee"},
	{"박", "park"},
	{"최", "choi"},
	{"정", "jung"},
	{"강", "kang"},
	{"조", "cho"},
	{"윤", "yoon"},
	{"장", "jang"},
	{"임", "lim"},
	{"한", "han"},
	{"오", "oh"},
	{"서", "seo"},
	{"신", "shin"},
	{"권", "kwon"},
}

var givenNames = []name{
	{"서연", "seoyeon"},
	{"하늘", "haneul"},
	{"지우", "jiwoo"},
	{"민준", "minjun"},
	{"도윤", "doyun"},
	{"수아", "sua"},
	{"예린", "yerin"},
	{"준서", "junseo"},
	{"은채", "eunchae"},
	{"시우", "siwoo"},
	{"다온", "daon"},
	{"가람", "garam"},
	{"보람", "boram"},
	{"현우", "hyunwoo"},
	{"아름", "areum"},
	{"유진", "yujin"},
	{"지훈", "jihoon"},
	{"나래", "narae"},
	{"태오", "taeo"},
	{"소미", "somi"},
	{"해솔", "haesol"},
}

// person is the nth made-up person; no two of the first 300 are called the same.
func person(n int) (hangul, email string) {
	s, g := surnames[n%len(surnames)], givenNames[(n+n/len(surnames))%len(givenNames)]
	return s.hangul + g.hangul, g.latin + "." + s.latin + "@example.com"
}
