import "./make.css";
import { Button, NativeSelect, Textarea, TextInput } from "@kit";
import { phone as showPhone } from "@shared/fmt.ts";
import { Problem } from "@shared/problem.ts";
import { uuid } from "@shared/uuid.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import { Dialog } from "../Dialog.tsx";
import { useToasts } from "../frame/toasts.tsx";
import { useLater } from "../frame/useLater.ts";
import { OUTCOMES } from "../inbox/events.ts";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { caller, make, type Way } from "./api.ts";
import { looksLikePhone, makingOf, missing, type Need, type Written } from "./rules.ts";
import { useMakeTexts } from "./texts.ts";

const WAYS: readonly Way[] = ["phone", "mail", "chat"];
const LOOK_MS = 250;
const EMPTY: Written = { way: "phone", phone: "", email: "", name: "", order: "", subject: "", text: "", outcome: "reached" };
// How the server calls the fields that the form names by itself.
const THEIRS: Readonly<Record<string, keyof Written>> = { order_number: "order", customer_ref: "phone", name: "name" };

/** A ticket that begins with us: a call that was taken, or somebody who is written to first. */
export default function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const t = useMakeTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [written, setWritten] = useState(EMPTY);
  const [wrong, setWrong] = useState<Partial<Record<keyof Written, string>>>({});
  const [busy, setBusy] = useState(false);
  const id = useRef(uuid()); // the same form sent twice is one ticket
  const form = useRef<HTMLFormElement>(null);
  const { way } = written;
  const who = useCaller(way === "phone" ? written.phone : "");
  const known = who?.customer ?? null;

  const set = (name: keyof Written, value: string) => {
    setWritten((was) => ({ ...was, [name]: value }));
    setWrong((was) => ({ ...was, [name]: undefined }));
  };
  const stop = (errors: typeof wrong) => {
    setWrong(errors);
    const first = Object.keys(errors)[0];
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const needs = missing(written);
    if (needs.length > 0) return stop(Object.fromEntries(needs.map((need: Need) => [need, t(`make.need.${need}`)])));
    setBusy(true);
    try {
      const made = await make(makingOf(written, id.current, known?.id ?? null));
      onClose();
      void client.invalidateQueries({ queryKey: ["counts"] });
      say(t("make.done", { number: made.number }));
      navigate(`/inbox/${made.number}`);
    } catch (error) {
      setBusy(false);
      const named = error instanceof Problem ? error.errors.flatMap((e) => fieldOf(e.location, e.message)) : [];
      if (named.length > 0) stop(Object.fromEntries(named));
      else fail(sayProblem(error, common));
    }
  };
  const field = (name: Exclude<keyof Written, "way" | "outcome">, label: string) => ({
    name,
    label,
    value: written[name],
    error: wrong[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  });
  return (
    <Dialog title={t("make.title")} size={520} onClose={onClose}>
      <form
        className="make"
        noValidate
        ref={form}
        onSubmit={(event) => void save(event)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
            event.preventDefault();
            event.currentTarget.requestSubmit();
          }
        }}
      >
        <NativeSelect
          label={t("make.way")}
          value={way}
          data-autofocus
          data={WAYS.map((value) => ({ value, label: t(`make.way.${value}`) }))}
          onChange={(event) => {
            const next = WAYS.find((each) => each === event.currentTarget.value);
            if (next) setWritten((was) => ({ ...was, way: next }));
            setWrong({});
          }}
        />
        {way === "phone" ? (
          <>
            <TextInput
              {...field("phone", t("make.phone"))}
              type="tel"
              inputMode="tel"
              description={t("make.phone_hint")}
              onBlur={() => looksLikePhone(written.phone) && set("phone", showPhone(written.phone))}
            />
            <p className="make-who" role="status">
              {known ? t("make.known", { name: known.name }) : who ? t("make.unknown") : ""}
            </p>
          </>
        ) : null}
        {way === "mail" ? <TextInput {...field("email", t("make.email"))} type="email" inputMode="email" /> : null}
        {way === "chat" || known ? null : <TextInput {...field("name", t("make.name"))} />}
        <TextInput
          {...field("order", t("make.order"))}
          list="make-orders"
          description={t(way === "chat" ? "make.order_needed" : "make.order_hint")}
        />
        <datalist id="make-orders">
          {(who?.orders ?? []).map((order) => (
            <option key={order.number} value={order.number} />
          ))}
        </datalist>
        {way === "phone" ? (
          <NativeSelect
            name="outcome"
            label={t("make.outcome")}
            value={written.outcome}
            data={OUTCOMES.map((value) => ({ value, label: common(`console_talk.call.${value}`) }))}
            onChange={(event) => set("outcome", event.currentTarget.value)}
          />
        ) : null}
        <TextInput {...field("subject", t("make.subject"))} maxLength={200} />
        <Textarea {...field("text", t(`make.text.${way}`))} autosize minRows={4} maxRows={10} maxLength={4000} />
        {(who?.tickets ?? []).length > 0 ? (
          <div className="make-open">
            <b>{t("make.open_tickets")}</b>
            {(who?.tickets ?? []).slice(0, 3).map((one) => (
              <button
                key={one.number}
                type="button"
                className="link-button"
                onClick={() => {
                  onClose();
                  navigate(`/inbox/${one.number}`);
                }}
              >
                #{one.number} {one.subject}
              </button>
            ))}
          </div>
        ) : null}
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {common("common.back")}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t(`make.do.${way}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Who has a number, once it is long enough to be one. */
function useCaller(typed: string) {
  const phone = useLater(typed.trim(), LOOK_MS);
  const query = useQuery({
    queryKey: ["caller", phone],
    queryFn: ({ signal }) => caller(phone, signal),
    enabled: looksLikePhone(phone),
    staleTime: 30_000,
    retry: false,
  });
  return looksLikePhone(typed) ? query.data : undefined;
}

function fieldOf(location: string | undefined, message: string): [keyof Written, string][] {
  const name = location?.replace(/^body\./, "") ?? "";
  const mine = THEIRS[name] ?? (name in EMPTY ? (name as keyof Written) : null);
  return mine ? [[mine, message]] : [];
}
