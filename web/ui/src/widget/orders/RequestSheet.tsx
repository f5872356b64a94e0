import { useRef, useState } from "preact/hooks";
import { ACCEPT } from "../files/upload.ts";
import { useUploads } from "../files/useUploads.ts";
import { ask, post, uuid } from "../kit/ask.ts";
import { Glyph } from "../kit/icons.tsx";
import { Bones, Choices, Failed, Field, Heading, sentence, useFirstWrong } from "../kit/parts.tsx";
import { toProblem, useAsk } from "../kit/useAsk.ts";
import { state } from "../panel.ts";
import { RequestState } from "./OrderPage.tsx";
import { AddressFields, Pictures, Quantities } from "./RequestFields.tsx";
import { type Draft, ready, wrongIn } from "./request.ts";
import { requested, t } from "./store.ts";
import type { Kind, Order, OrderRequest, Orders, Quote } from "./types.ts";

interface Props {
  readonly order: Order;
  readonly reasons: NonNullable<Orders["reasons"]>;
  readonly onClose: () => void;
}

const KINDS: readonly Kind[] = ["cancel", "change", "address"];
const KIND = { cancel: "widget_orders.kind_cancel", change: "widget_orders.kind_change", address: "widget_orders.kind_address" } as const;

/** A request in three steps: what, why, and a last look with the sum on the button. Going back keeps
 * what was filled in. */
export function RequestSheet({ order, reasons, onClose }: Props) {
  const kinds = KINDS.filter((kind) => order.can[kind]);
  const [draft, setDraft] = useState<Draft>(() => ready(order, kinds[0] ?? "cancel"));
  const [step, setStep] = useState(1);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState("");
  const [made, setMade] = useState<OrderRequest | null>(null);
  const clientId = useRef(uuid());
  const photos = useUploads();
  const form = useFirstWrong(tries);

  const change = (its: Partial<Draft>) => setDraft((d) => ({ ...d, ...its }));
  const choices = reasons[draft.kind] ?? [];
  const reason = choices.find((r) => r.id === draft.reason);
  const photoNeeded = reason?.photo === true;
  const wrong = tries > 0 ? wrongIn(draft, step, choices.length > 0, photoNeeded, photos.list) : {};

  const move = (to: number) => {
    setTries(0);
    setFailed("");
    setStep(to);
    document.querySelector(".bd")?.scrollTo(0, 0);
  };
  const next = () => {
    if (Object.keys(wrongIn(draft, step, choices.length > 0, photoNeeded, photos.list)).length > 0) setTries((n) => n + 1);
    else move(step + 1);
  };
  const send = (refund: number | undefined) => {
    if (busy) return;
    setBusy(true);
    setFailed("");
    const items =
      order.items?.filter((i) => (draft.quantities[i.id] ?? 0) > 0).map((i) => ({ id: i.id, quantity: draft.quantities[i.id] })) ?? [];
    post<OrderRequest>(`orders/${encodeURIComponent(order.number)}/requests`, {
      client_id: clientId.current,
      kind: draft.kind,
      items,
      reason: draft.reason,
      text: draft.text.trim(),
      ...(refund === undefined ? {} : { refund }),
      ...(draft.kind === "address" ? { address: draft.address } : {}),
      files: photos.list.flatMap((u) => (u.file ? [u.file.id] : [])),
    }).then(
      (its) => {
        setMade(its);
        requested(order.number, its);
      },
      (error) => {
        setBusy(false);
        setFailed(sentence(toProblem(error)));
      },
    );
  };

  if (made) return <Made request={made} order={order} onClose={onClose} />;
  return (
    <div class="bd" key={step}>
      <div class="hdl">
        <Heading>{t(step === 1 ? "widget_orders.request" : step === 2 ? "widget_orders.why" : "widget_orders.summary")}</Heading>
        <span class="sub num">{t("widget_orders.step_of", { n: step })}</span>
      </div>
      <div class="bar" aria-hidden="true">
        <i style={{ width: `${(step / 3) * 100}%` }} />
      </div>
      {step === 1 && order.notice && <p class="note warn">{order.notice}</p>}
      {step < 3 ? (
        <form
          class="form"
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            next();
          }}
        >
          {step === 1 && kinds.length > 1 && (
            <Choices
              look="seg"
              name="kind"
              legend={t("widget_orders.kind")}
              choices={kinds.map((value) => ({ value, label: t(KIND[value]) }))}
              value={draft.kind}
              onChange={(kind) => change({ kind, reason: "" })}
            />
          )}
          {step === 1 &&
            (draft.kind === "address" ? (
              <AddressFields value={draft.address} wrong={wrong} onValue={(address) => change({ address })} />
            ) : (
              <Quantities order={order} value={draft.quantities} error={wrong["items"]} onValue={(quantities) => change({ quantities })} />
            ))}
          {step === 2 && choices.length > 0 && (
            <Choices
              look="chips"
              name="reason"
              legend={t("widget_orders.reason")}
              choices={choices.map((r) => ({ value: r.id, label: r.label }))}
              value={draft.reason}
              error={wrong["reason"]}
              onChange={(its) => change({ reason: its })}
            />
          )}
          {step === 2 && (
            <Field
              id="text"
              label={t(draft.kind === "change" ? "widget_orders.what_change" : "widget_orders.words")}
              hint={draft.kind === "change" ? t("widget_orders.what_change_hint") : undefined}
              error={wrong["text"]}
            >
              {(aria) => (
                <textarea
                  {...aria}
                  class="in"
                  rows={3}
                  maxLength={1000}
                  defaultValue={draft.text}
                  onInput={(event) => change({ text: event.currentTarget.value })}
                />
              )}
            </Field>
          )}
          {step === 2 && draft.kind !== "address" && (
            <Pictures uploads={photos} needed={photoNeeded} error={wrong["photo"]} accept={ACCEPT} />
          )}
          <button type="submit" class="cta">
            {t("widget_orders.next")}
          </button>
          <button type="button" class="btn2" onClick={() => (step === 1 ? onClose() : move(1))}>
            {t(step === 1 ? "widget_orders.to_order" : "widget_orders.prev")}
          </button>
        </form>
      ) : (
        <Summary
          order={order}
          draft={draft}
          reason={reason?.label ?? ""}
          busy={busy}
          failed={failed}
          onSend={send}
          onBack={() => move(2)}
        />
      )}
    </div>
  );
}

interface SummaryProps {
  readonly order: Order;
  readonly draft: Draft;
  readonly reason: string;
  readonly busy: boolean;
  readonly failed: string;
  readonly onSend: (refund: number | undefined) => void;
  readonly onBack: () => void;
}

function Summary({ order, draft, reason, busy, failed, onSend, onBack }: SummaryProps) {
  const chosen = (order.items ?? []).filter((i) => (draft.quantities[i.id] ?? 0) > 0);
  const items = chosen.map((i) => `${i.id}:${draft.quantities[i.id]}`).join(",");
  const cancel = draft.kind === "cancel";
  const quote = useAsk<Quote | null>(
    async () => (cancel ? ask<Quote>(`orders/${encodeURIComponent(order.number)}/quote?kind=cancel&items=${items}`) : null),
    [items, state.lang],
  );
  if (quote.problem) return <Failed problem={quote.problem} again={quote.again} />;
  if (cancel && !quote.value) return quote.slow ? <Bones n={1} tall /> : null;
  const its = quote.value;
  const { address } = draft;
  const amount = { amount: its?.refund_text ?? "" };
  const button =
    its?.button ||
    (its
      ? t(its.self_service ? "widget_orders.send_cancel_now" : "widget_orders.send_cancel", amount)
      : draft.kind === "change"
        ? t("widget_orders.send_change", { n: chosen.length })
        : t("widget_orders.send_address"));
  return (
    <div class="form">
      <section class="ord">
        {draft.kind === "address" ? (
          <p>
            {address.name} · {address.phone}
            <br />({address.zip}) {address.line1} {address.line2}
          </p>
        ) : (
          <ul class="its">
            {chosen.map((i) => (
              <li key={i.id}>
                <span class="grow">
                  {i.title}
                  {i.option && <small>{i.option}</small>}
                </span>
                <span class="num">{t("widget_orders.quantity", { n: draft.quantities[i.id] ?? 0 })}</span>
              </li>
            ))}
          </ul>
        )}
        <dl class="kv">
          {reason && (
            <>
              <dt>{t("widget_orders.reason")}</dt>
              <dd>{reason}</dd>
            </>
          )}
          {its?.lines?.map((line) => (
            <>
              <dt>{line.label}</dt>
              <dd class="num">{line.amount_text}</dd>
            </>
          ))}
          {its && (
            <>
              <dt>{t("widget_orders.refund")}</dt>
              <dd class="num sum">{its.refund_text}</dd>
              <dt>{t("widget_orders.method")}</dt>
              <dd>{its.method}</dd>
              <dt>{t("widget_orders.when")}</dt>
              <dd>{its.days_text}</dd>
            </>
          )}
        </dl>
        {draft.text.trim() && <p class="sub">{draft.text.trim()}</p>}
      </section>
      {failed && (
        <p class="note bad" role="alert">
          {failed}
        </p>
      )}
      <button type="button" class="cta" aria-disabled={busy} onClick={() => onSend(its?.refund)}>
        {button}
      </button>
      <button type="button" class="btn2" onClick={onBack}>
        {t("widget_orders.prev")}
      </button>
    </div>
  );
}

function Made({ request, order, onClose }: { request: OrderRequest; order: Order; onClose: () => void }) {
  const now = order.request?.id === request.id ? order.request : request;
  return (
    <div class="bd">
      <div class="fin">
        <Glyph name="check" />
        <Heading>
          {t(now.state === "withdrawn" ? "widget_orders.withdrawn" : now.state === "done" ? "widget_orders.done" : "widget_orders.asked")}
        </Heading>
        {now.state === "asked" && <p class="sub">{t("widget_orders.asked_hint")}</p>}
      </div>
      <RequestState request={now} number={order.number} />
      <button type="button" class="btn2" onClick={onClose}>
        {t("widget_orders.to_order")}
      </button>
    </div>
  );
}
