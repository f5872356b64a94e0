import { useRef, useState } from "preact/hooks";
import { maskPhone } from "../../shared/fmt.ts";
import { post } from "../kit/ask.ts";
import { CodeForm } from "../kit/CodeForm.tsx";
import { Glyph } from "../kit/icons.tsx";
import { isMobile, PhoneInput } from "../kit/PhoneInput.tsx";
import { Field, Heading, sentence, useFirstWrong } from "../kit/parts.tsx";
import { kt } from "../kit/texts.ts";
import { toProblem } from "../kit/useAsk.ts";
import { t, unlock } from "./store.ts";
import type { Lookup, Order } from "./types.ts";

interface Props {
  readonly number: string;
  readonly onFound: (number: string) => void;
  readonly onBack: (() => void) | undefined;
}

interface Wrong {
  readonly number?: string | undefined;
  readonly phone?: string | undefined;
  readonly all?: string;
}

function check(number: string, phone: string): Wrong {
  return {
    ...(number ? {} : { number: t("widget_orders.number_missing") }),
    ...(isMobile(phone) ? {} : { phone: t(phone ? "widget_orders.phone_wrong" : "widget_orders.phone_missing") }),
  };
}

/** A guest finds an order: its number, the whole phone number, then a code sent to that phone. */
export function FindOrder({ number, onFound, onBack }: Props) {
  const [wrong, setWrong] = useState<Wrong>({});
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [lookup, setLookup] = useState<Lookup | null>(null);
  const given = useRef({ number, phone: "" });
  const form = useFirstWrong(tries);

  const refuse = (its: Wrong) => {
    setWrong(its);
    setTries((n) => n + 1);
  };
  const submit = () => {
    const its = check(given.current.number.trim(), given.current.phone.trim());
    if (its.number || its.phone) return refuse(its);
    if (busy) return;
    setBusy(true);
    setWrong({});
    post<Lookup>("orders/lookup", { number: given.current.number.trim(), phone: given.current.phone.trim() })
      .then(setLookup, (caught) => {
        const problem = toProblem(caught);
        const fields = { number: problem.field("number"), phone: problem.field("phone") };
        refuse(fields.number || fields.phone ? fields : { all: sentence(problem) });
      })
      .finally(() => setBusy(false));
  };

  if (lookup) {
    const sms = lookup.channel === "sms";
    return (
      <div class="bd">
        <Heading>{t("widget_orders.code_title")}</Heading>
        <CodeForm
          lead={t(sms ? "widget_orders.code_sms" : "widget_orders.code_email", { phone: lookup.sent_to || maskPhone(given.current.phone) })}
          button={t("widget_orders.open")}
          back={t("widget_orders.code_other")}
          resendAfter={lookup.resend_after}
          onCode={async (code) => {
            const { orders } = await post<{ orders: readonly Order[] | null }>("orders/verify", { lookup: lookup.lookup, code });
            unlock(orders ?? []);
            onFound(orders?.[0]?.number ?? "");
          }}
          onResend={async () => (await post<Lookup>(`orders/lookup/${lookup.lookup}/resend`)).resend_after}
          onBack={() => setLookup(null)}
          onOver={() => {
            setLookup(null);
            refuse({ all: t("widget_orders.code_over") });
          }}
        />
      </div>
    );
  }
  return (
    <div class="bd">
      {onBack && (
        <button type="button" class="lnk up" onClick={onBack}>
          <Glyph name="back" />
          {t("widget_orders.back")}
        </button>
      )}
      <Heading>{t("widget_orders.find_title")}</Heading>
      <p class="sub">{t("widget_orders.find_lead")}</p>
      {wrong.all && (
        <p class="note bad" role="alert">
          {wrong.all}
        </p>
      )}
      <form
        class="form"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field id="number" label={t("widget_orders.number")} hint={t("widget_orders.number_hint")} error={wrong.number}>
          {(aria) => (
            <input
              {...aria}
              class="in num"
              name="number"
              autocomplete="off"
              autocapitalize="characters"
              maxLength={60}
              defaultValue={given.current.number}
              onInput={(event) => {
                given.current.number = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        <Field id="phone" label={kt("widget_kit.phone")} error={wrong.phone}>
          {(aria) => (
            <PhoneInput
              aria={aria}
              value={given.current.phone}
              onValue={(value) => {
                given.current.phone = value;
              }}
            />
          )}
        </Field>
        <button type="submit" class="cta" aria-disabled={busy}>
          {t("widget_orders.get_code")}
        </button>
      </form>
    </div>
  );
}
