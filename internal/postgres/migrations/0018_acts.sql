-- dari:expand
-- +goose Up

-- Who works on tickets together.
CREATE TABLE dari.teams (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL,
  version    integer NOT NULL DEFAULT 1,
  deleted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT dari.clock()
);
CREATE UNIQUE INDEX teams_name ON dari.teams (lower(name)) WHERE deleted_at IS NULL;
CREATE TABLE dari.team_members (
  team_id  bigint NOT NULL REFERENCES dari.teams,
  staff_id bigint NOT NULL REFERENCES dari.staff,
  PRIMARY KEY (team_id, staff_id)
);
CREATE INDEX team_members_staff ON dari.team_members (staff_id);

-- The tags that were ever put on a ticket: what is offered while one is typed.
CREATE TABLE dari.tags (
  name       text PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT dari.clock()
);

-- What a ticket can be about. A type that has been used is retired, never deleted.
CREATE TABLE dari.ticket_types (
  key        text PRIMARY KEY,
  label_ko   text NOT NULL,
  label_en   text NOT NULL,
  position   integer NOT NULL DEFAULT 100,
  builtin    boolean NOT NULL DEFAULT false, -- made by us: it can be changed and not taken out
  steps      jsonb NOT NULL DEFAULT '[]',    -- what the customer sees of the way: [{id, label:{ko,en}}]
  fields     jsonb NOT NULL DEFAULT '[]',    -- the form: [{id, label, kind, required, choices}]
  next       jsonb NOT NULL DEFAULT '{}',    -- {step: [steps that may follow]}; a step that is not named may go anywhere
  sla_policy bigint,                         -- the policy that is chosen for it, if any
  version    integer NOT NULL DEFAULT 1,
  retired_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT dari.clock()
);

-- Names of the shop's own for where a ticket stands. Reports know only the five states they map to.
CREATE TABLE dari.ticket_states (
  key        text PRIMARY KEY,
  state      text NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'solved', 'closed')),
  label_ko   text NOT NULL,
  label_en   text NOT NULL,
  position   integer NOT NULL DEFAULT 100,
  version    integer NOT NULL DEFAULT 1,
  retired_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT dari.clock()
);

ALTER TABLE dari.tickets DROP CONSTRAINT tickets_type_check;
ALTER TABLE dari.tickets
  ADD COLUMN tags          text[] NOT NULL DEFAULT '{}',
  ADD COLUMN team_id       bigint REFERENCES dari.teams,
  ADD COLUMN step          text NOT NULL DEFAULT '',      -- of its type; empty: the type has none
  ADD COLUMN fields        jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN status        text NOT NULL DEFAULT '',      -- a key of ticket_states; empty: the state's own name
  ADD COLUMN snoozed_reply boolean NOT NULL DEFAULT false, -- put aside until the shopper writes
  ADD COLUMN spam          boolean NOT NULL DEFAULT false,
  ADD COLUMN merged_into   bigint REFERENCES dari.tickets,
  ADD COLUMN parent_id     bigint REFERENCES dari.tickets;
ALTER TABLE dari.tickets ADD CHECK (merged_into <> id), ADD CHECK (parent_id <> id);
CREATE INDEX tickets_tags ON dari.tickets USING gin (tags) WHERE tags <> '{}';
CREATE INDEX tickets_snoozed ON dari.tickets (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX tickets_merged ON dari.tickets (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX tickets_parent ON dari.tickets (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX tickets_order ON dari.tickets (order_id, id DESC) WHERE order_id IS NOT NULL;
-- The row of a span moves with every message: leave room for that beside it.
ALTER TABLE dari.ticket_conversations SET (fillfactor = 70);
ALTER TABLE dari.tickets SET (fillfactor = 80);

INSERT INTO dari.ticket_types (key, label_ko, label_en, position, builtin, steps, fields, next) VALUES
  ('question', '문의', 'Question', 1, true,
   '[]',
   '[]',
   '{}'),
  ('cancel', '취소', 'Cancellation', 2, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "checking", "label": {"ko": "확인 중", "en": "Checking"}}, {"id": "refunding", "label": {"ko": "환불 중", "en": "Refunding"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "reason", "label": {"ko": "사유", "en": "Reason"}, "kind": "text", "required": false}, {"id": "amount", "label": {"ko": "환불 금액", "en": "Amount to refund"}, "kind": "number", "required": false}]',
   '{"asked": ["checking", "refunding", "done"], "checking": ["refunding", "done"], "refunding": ["done"], "done": []}'),
  ('change', '주문 변경', 'Order change', 3, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "checking", "label": {"ko": "확인 중", "en": "Checking"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "wish", "label": {"ko": "바꿀 내용", "en": "What to change"}, "kind": "text", "required": false}]',
   '{"asked": ["checking", "done"], "checking": ["done"], "done": []}'),
  ('address', '배송지 변경', 'Address change', 4, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "checking", "label": {"ko": "확인 중", "en": "Checking"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "wish", "label": {"ko": "바꿀 내용", "en": "What to change"}, "kind": "text", "required": false}]',
   '{"asked": ["checking", "done"], "checking": ["done"], "done": []}'),
  ('exchange', '교환', 'Exchange', 5, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "pickup", "label": {"ko": "수거 중", "en": "Pick-up"}}, {"id": "inspecting", "label": {"ko": "확인 중", "en": "Inspection"}}, {"id": "sending", "label": {"ko": "재발송", "en": "Sent again"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "items", "label": {"ko": "상품", "en": "Items"}, "kind": "items", "required": true}, {"id": "reason", "label": {"ko": "사유", "en": "Reason"}, "kind": "choice", "required": true, "choices": [{"id": "mind", "label": {"ko": "마음이 바뀜", "en": "Changed their mind"}}, {"id": "size", "label": {"ko": "크기가 안 맞음", "en": "Wrong size"}}, {"id": "damaged", "label": {"ko": "파손·불량", "en": "Damaged or faulty"}}, {"id": "wrong", "label": {"ko": "다른 상품이 옴", "en": "Wrong item"}}, {"id": "late", "label": {"ko": "배송이 늦음", "en": "Too late"}}, {"id": "other", "label": {"ko": "그 밖", "en": "Something else"}}]}, {"id": "photo", "label": {"ko": "사진", "en": "Photo"}, "kind": "photo", "required": false}]',
   '{"asked": ["pickup", "inspecting", "sending"], "pickup": ["inspecting"], "inspecting": ["sending", "done"], "sending": ["done"], "done": []}'),
  ('return', '반품', 'Return', 6, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "approved", "label": {"ko": "승인", "en": "Approved"}}, {"id": "pickup", "label": {"ko": "수거 중", "en": "Pick-up"}}, {"id": "inspecting", "label": {"ko": "확인 중", "en": "Inspection"}}, {"id": "refunding", "label": {"ko": "환불 중", "en": "Refunding"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "items", "label": {"ko": "상품", "en": "Items"}, "kind": "items", "required": true}, {"id": "reason", "label": {"ko": "사유", "en": "Reason"}, "kind": "choice", "required": true, "choices": [{"id": "mind", "label": {"ko": "마음이 바뀜", "en": "Changed their mind"}}, {"id": "size", "label": {"ko": "크기가 안 맞음", "en": "Wrong size"}}, {"id": "damaged", "label": {"ko": "파손·불량", "en": "Damaged or faulty"}}, {"id": "wrong", "label": {"ko": "다른 상품이 옴", "en": "Wrong item"}}, {"id": "late", "label": {"ko": "배송이 늦음", "en": "Too late"}}, {"id": "other", "label": {"ko": "그 밖", "en": "Something else"}}]}, {"id": "photo", "label": {"ko": "사진", "en": "Photo"}, "kind": "photo", "required": false}, {"id": "amount", "label": {"ko": "환불 금액", "en": "Amount to refund"}, "kind": "number", "required": false}]',
   '{"asked": ["approved"], "approved": ["pickup", "inspecting"], "pickup": ["inspecting"], "inspecting": ["refunding", "done"], "refunding": ["done"], "done": []}'),
  ('refund', '환불', 'Refund', 7, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "checking", "label": {"ko": "확인 중", "en": "Checking"}}, {"id": "refunding", "label": {"ko": "환불 중", "en": "Refunding"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "amount", "label": {"ko": "환불 금액", "en": "Amount to refund"}, "kind": "number", "required": true}, {"id": "reason", "label": {"ko": "사유", "en": "Reason"}, "kind": "choice", "required": true, "choices": [{"id": "mind", "label": {"ko": "마음이 바뀜", "en": "Changed their mind"}}, {"id": "size", "label": {"ko": "크기가 안 맞음", "en": "Wrong size"}}, {"id": "damaged", "label": {"ko": "파손·불량", "en": "Damaged or faulty"}}, {"id": "wrong", "label": {"ko": "다른 상품이 옴", "en": "Wrong item"}}, {"id": "late", "label": {"ko": "배송이 늦음", "en": "Too late"}}, {"id": "other", "label": {"ko": "그 밖", "en": "Something else"}}]}]',
   '{"asked": ["checking", "refunding"], "checking": ["refunding", "done"], "refunding": ["done"], "done": []}'),
  ('defect', '불량', 'Defect', 8, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "checking", "label": {"ko": "확인 중", "en": "Checking"}}, {"id": "fixing", "label": {"ko": "조치 중", "en": "Putting right"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "items", "label": {"ko": "상품", "en": "Items"}, "kind": "items", "required": true}, {"id": "symptom", "label": {"ko": "증상", "en": "What is wrong"}, "kind": "text", "required": true}, {"id": "photo", "label": {"ko": "사진", "en": "Photo"}, "kind": "photo", "required": false}]',
   '{"asked": ["checking", "fixing"], "checking": ["fixing", "done"], "fixing": ["done"], "done": []}'),
  ('delivery', '배송', 'Delivery', 9, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "tracing", "label": {"ko": "배송 확인", "en": "Tracing"}}, {"id": "carrier", "label": {"ko": "택배사 확인", "en": "Asking the carrier"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "problem", "label": {"ko": "문제", "en": "Problem"}, "kind": "choice", "required": true, "choices": [{"id": "late", "label": {"ko": "늦음", "en": "Late"}}, {"id": "lost", "label": {"ko": "분실", "en": "Lost"}}, {"id": "damaged", "label": {"ko": "파손", "en": "Damaged"}}, {"id": "wrong_place", "label": {"ko": "다른 곳에 배송", "en": "Delivered elsewhere"}}, {"id": "other", "label": {"ko": "그 밖", "en": "Something else"}}]}]',
   '{"asked": ["tracing", "carrier", "done"], "tracing": ["carrier", "done"], "carrier": ["done"], "done": []}'),
  ('preorder', '예약 주문', 'Pre-order', 10, true,
   '[{"id": "asked", "label": {"ko": "접수", "en": "Received"}}, {"id": "making", "label": {"ko": "제작 확인", "en": "Asking the workshop"}}, {"id": "promised", "label": {"ko": "예상일 안내", "en": "Date told"}}, {"id": "done", "label": {"ko": "완료", "en": "Done"}}]',
   '[{"id": "order", "label": {"ko": "주문", "en": "Order"}, "kind": "order", "required": true}, {"id": "date", "label": {"ko": "새 예상일", "en": "New date"}, "kind": "date", "required": false}]',
   '{"asked": ["making", "promised", "done"], "making": ["promised", "done"], "promised": ["done"], "done": []}');
