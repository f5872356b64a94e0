-- What the console reads is measured on: a shop of some years. {tickets}, {messages} and {bodies} are numbers.
INSERT INTO dari.staff (uid, email, name, password_hash, role) SELECT gen_random_uuid(), 'p4-' || i || '@ondam.example', '상담원 ' || i, 'x', 'agent' FROM generate_series(1, 11) i;
INSERT INTO dari.customers (uid, ref, name, phone, email, tags)
SELECT gen_random_uuid(), 'p4-' || i, (ARRAY['김','이','박','최','정','강','조','윤','장','임'])[1 + i % 10] || (ARRAY['하늘','서준','지우','민서','도윤','예은','시우','하은','주원','수아'])[1 + i / 10 % 10] || (ARRAY['','호','린','영','진'])[1 + i / 100 % 5],
  '010-' || lpad((i * 7 % 10000)::text, 4, '0') || '-' || lpad((i * 13 % 10000)::text, 4, '0'), 'shopper' || i || '@ondam.example', CASE WHEN i % 25 = 0 THEN ARRAY['VIP'] ELSE '{}' END
FROM generate_series(1, {tickets} / 4) i;
INSERT INTO dari.orders (source, source_key, number, customer_id, status, buyer_name, total, eta_to, placed_at)
SELECT 'api', 'p4-' || c.id, 'OD-2026-' || lpad(c.id::text, 7, '0'), c.id, (ARRAY['paid', 'preparing', 'shipped', 'delivered', 'delivered', 'delivered'])[1 + c.id % 6], c.name, 42000, '2026-11-10', dari.clock() - c.id % 180 * interval '1 day'
FROM dari.customers c WHERE c.ref LIKE 'p4-%';
CREATE TABLE bench.talks AS
SELECT row_number() OVER () AS n, c.id AS customer_id, o.id AS order_id, hashtextextended('a' || c.id || ':' || k, 1) % 1000 AS p, abs(hashtextextended('b' || c.id || ':' || k, 1)) % 1000 AS q,
  dari.clock() - abs(hashtextextended('c' || c.id || ':' || k, 1)) % 15552000 * interval '1 second' AS at
FROM dari.customers c JOIN dari.orders o ON o.customer_id = c.id, generate_series(1, 4) k WHERE c.ref LIKE 'p4-%';
UPDATE bench.talks SET p = abs(p);
INSERT INTO dari.conversations (uid, kind, customer_id, title, last_seq, last_message_at)
SELECT gen_random_uuid(), 'mail', t.customer_id, '', {each}, t.at FROM bench.talks t ORDER BY t.at;
CREATE TABLE bench.linked AS
SELECT t.*, v.id AS conversation_id, row_number() OVER (ORDER BY t.at, t.n) AS place
FROM (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY at) AS r FROM bench.talks) t
JOIN (SELECT id, customer_id, row_number() OVER (PARTITION BY customer_id ORDER BY last_message_at) AS r FROM dari.conversations) v USING (customer_id, r);
ALTER TABLE dari.tickets DISABLE TRIGGER USER;
INSERT INTO dari.tickets (state, channel, subject, priority, owner_id, customer_id, order_id, conversation_id, preview, preview_from, waiting_since, next_due_at, first_reply_at, opened_at, solved_at, closed_at, last_message_at, version, tags, type, score)
SELECT CASE WHEN p < 10 THEN 'new' WHEN p < 40 THEN 'open' WHEN p < 80 THEN 'waiting' WHEN p < 200 THEN 'solved' ELSE 'closed' END,
  CASE WHEN q < 500 THEN 'chat' WHEN q < 850 THEN 'mail' WHEN q < 950 THEN 'form' ELSE 'phone' END, '주문한 그릇은 언제 도착하나요?', CASE WHEN q < 50 THEN 3 WHEN q < 200 THEN 2 ELSE 0 END,
  CASE WHEN p >= 10 THEN (SELECT min(id) FROM dari.staff) + q % 12 END, customer_id, CASE WHEN q % 2 = 0 THEN order_id END, conversation_id, '주문한 그릇은 언제 도착하나요?', CASE WHEN p < 40 THEN 'shopper' ELSE 'agent' END,
  CASE WHEN p < 40 THEN at END, CASE WHEN p < 30 THEN at + interval '4 hours' END, CASE WHEN p >= 40 THEN at - interval '1 hour' END, at - interval '1 day',
  CASE WHEN p >= 80 THEN at END, CASE WHEN p >= 200 THEN at END, at, 12, CASE WHEN q < 100 THEN ARRAY['파손'] ELSE '{}' END, 'question', CASE WHEN p >= 80 AND q < 200 THEN 1 + q % 5 END
FROM bench.linked ORDER BY place;
ALTER TABLE dari.tickets ENABLE TRIGGER USER;
INSERT INTO dari.ticket_conversations (ticket_id, conversation_id, from_seq, to_seq, last_seq)
SELECT id, conversation_id, 1, CASE WHEN state = 'closed' THEN {each} END, {each} FROM dari.tickets;
INSERT INTO dari.ticket_events (ticket_id, seq, kind, actor_kind, actor_id, data, at)
SELECT t.id, k, CASE k WHEN 1 THEN 'opened' WHEN 12 THEN 'solved' ELSE 'message' END, CASE WHEN k % 2 = 0 THEN 'shopper' ELSE 'agent' END, 1, '{}', t.opened_at + k * interval '1 hour'
FROM dari.tickets t, generate_series(1, 12) k;
INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, sender_id, sender_name, client_id, channel, body, body_hash, created_at)
SELECT l.conversation_id, k, gen_random_uuid(), CASE WHEN k % 2 = 1 THEN 'shopper' ELSE 'agent' END, l.customer_id, '', gen_random_uuid(), 'mail', b.body, '', l.at - ({each} - k) * interval '20 minutes'
FROM bench.linked l CROSS JOIN generate_series(1, {each}) k JOIN bench.bodies b ON b.n = abs(hashtextextended(l.conversation_id || ':' || k, 7)) % {bodies}
ORDER BY l.at - ({each} - k) * interval '20 minutes';
DROP INDEX dari.message_search_grams;
INSERT INTO dari.message_search (id, conversation_id, seq, search) OVERRIDING SYSTEM VALUE
SELECT m.place, m.conversation_id, m.seq, b.search || array_to_tsvector(ARRAY['#' || (m.place >> 15)])
FROM (SELECT conversation_id, seq, row_number() OVER (ORDER BY created_at, conversation_id, seq) AS place FROM dari.messages) m
JOIN bench.bodies b ON b.n = abs(hashtextextended(m.conversation_id || ':' || m.seq, 7)) % {bodies}
ORDER BY m.place;
SELECT setval('dari.message_search_id_seq', (SELECT max(id) FROM dari.message_search));
SET maintenance_work_mem = '512MB';
CREATE INDEX message_search_grams ON dari.message_search USING gin (search) WITH (gin_pending_list_limit = 1024);
RESET maintenance_work_mem;
INSERT INTO dari.reply_facts (ticket_id, seq, staff_id, channel, first, asked_at, replied_at, wall_seconds, business_seconds)
SELECT t.id, k * 2 + 1, (SELECT min(id) FROM dari.staff) + (t.id + k) % 12, t.channel, k = 1, t.opened_at + k * interval '2 hours', t.opened_at + k * interval '2 hours' + t.id % 7200 * interval '1 second', t.id % 7200, t.id % 3600
FROM dari.tickets t, generate_series(1, 4) k;
INSERT INTO dari.solve_facts (ticket_id, seq, staff_id, channel, solved_at, wall_seconds, business_seconds, replies)
SELECT t.id, 12, (SELECT min(id) FROM dari.staff) + t.id % 12, t.channel, t.solved_at, t.id % 86400, t.id % 20000, 1 + t.id % 4 FROM dari.tickets t WHERE t.solved_at IS NOT NULL;
INSERT INTO dari.score_facts (ticket_id, seq, staff_id, channel, score, scored_at)
SELECT t.id, 13, (SELECT min(id) FROM dari.staff) + t.id % 12, t.channel, t.score, t.solved_at FROM dari.tickets t WHERE t.score IS NOT NULL;
DELETE FROM dari.fact_waits;
DELETE FROM dari.search_waits;
