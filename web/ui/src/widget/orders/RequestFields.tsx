import type { useUploads } from "../files/useUploads.ts";
import { Glyph } from "../kit/icons.tsx";
import { PhoneInput } from "../kit/PhoneInput.tsx";
import { Field } from "../kit/parts.tsx";
import { kt } from "../kit/texts.ts";
import type { Address } from "./request.ts";
import { t } from "./store.ts";
import type { Order } from "./types.ts";

interface QuantitiesProps {
  readonly order: Order;
  readonly value: Readonly<Record<number, number>>;
  readonly error: string | undefined;
  readonly onValue: (value: Readonly<Record<number, number>>) => void;
}

/** Which items, and how many of each. */
export function Quantities({ order, value, error, onValue }: QuantitiesProps) {
  return (
    <fieldset class="fld" aria-describedby={error ? "items-e" : undefined}>
      <legend>{t("widget_orders.which")}</legend>
      <ul class="its">
        {(order.items ?? []).map((item) => {
          const n = value[item.id] ?? 0;
          const put = (its: number) => onValue({ ...value, [item.id]: its });
          return (
            <li key={item.id}>
              <label class="pick">
                <input type="checkbox" checked={n > 0} aria-invalid={Boolean(error)} onChange={() => put(n > 0 ? 0 : item.quantity)} />
                <span class="grow">
                  {item.title}
                  {item.option && <small>{item.option}</small>}
                </span>
              </label>
              {item.quantity > 1 && n > 0 ? (
                <span class="qty">
                  <button
                    type="button"
                    aria-label={t("widget_orders.less", { title: item.title })}
                    disabled={n <= 1}
                    onClick={() => put(n - 1)}
                  >
                    <Glyph name="minus" />
                  </button>
                  <output aria-live="polite">{n}</output>
                  <button
                    type="button"
                    aria-label={t("widget_orders.more_of", { title: item.title })}
                    disabled={n >= item.quantity}
                    onClick={() => put(n + 1)}
                  >
                    <Glyph name="plus" />
                  </button>
                </span>
              ) : (
                <span class="num sub">{t("widget_orders.quantity", { n: item.quantity })}</span>
              )}
            </li>
          );
        })}
      </ul>
      {error && (
        <p id="items-e" class="err">
          <Glyph name="warn" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface AddressProps {
  readonly value: Address;
  readonly wrong: Readonly<Record<string, string>>;
  readonly onValue: (value: Address) => void;
}

const LINES = [
  ["name", "widget_orders.name", "name", 60],
  ["phone", "", "tel", 20],
  ["zip", "widget_orders.zip", "postal-code", 5],
  ["line1", "widget_orders.address", "address-line1", 200],
  ["line2", "widget_orders.address2", "address-line2", 200],
] as const;

export function AddressFields({ value, wrong, onValue }: AddressProps) {
  return (
    <>
      {LINES.map(([name, label, fill, most]) => (
        <Field key={name} id={name} label={label ? t(label) : kt("widget_kit.phone")} error={wrong[name]}>
          {(aria) =>
            name === "phone" ? (
              <PhoneInput aria={aria} value={value.phone} onValue={(phone) => onValue({ ...value, phone })} />
            ) : (
              <input
                {...aria}
                class="in"
                autocomplete={fill}
                inputMode={name === "zip" ? "numeric" : undefined}
                maxLength={most}
                defaultValue={value[name]}
                onInput={(event) => onValue({ ...value, [name]: event.currentTarget.value })}
              />
            )
          }
        </Field>
      ))}
    </>
  );
}

interface PicturesProps {
  readonly uploads: ReturnType<typeof useUploads>;
  readonly needed: boolean;
  readonly error: string | undefined;
  readonly accept: string;
}

/** The photos of a request, each with how far it is. */
export function Pictures({ uploads, needed, error, accept }: PicturesProps) {
  const { list } = uploads;
  return (
    <fieldset class="fld" aria-describedby={error ? "photo-e" : "photo-h"}>
      <legend>{t("widget_orders.photo")}</legend>
      <div class="phs">
        {list.map((u) => (
          <span key={u.id} class="ph">
            {u.thumb ? <img src={u.thumb} alt={u.name} /> : <Glyph name={u.state === "refused" ? "warn" : "picture"} />}
            {u.state !== "done" && u.state !== "refused" && (
              <span class="pct num">{Math.round((u.sent / Math.max(1, u.size)) * 100)}%</span>
            )}
            <button type="button" aria-label={t("widget_orders.photo_remove", { name: u.name })} onClick={() => uploads.remove(u.id)}>
              <Glyph name="close" />
            </button>
          </span>
        ))}
        {list.length < 5 && (
          <label class="add">
            <Glyph name="plus" />
            <span class="sr">{t("widget_orders.photo_add")}</span>
            <input
              type="file"
              id="photo"
              accept={accept}
              multiple
              aria-invalid={Boolean(error)}
              onChange={(event) => {
                uploads.add(event.currentTarget.files ?? []);
                event.currentTarget.value = "";
              }}
            />
          </label>
        )}
      </div>
      {list
        .filter((u) => u.reason)
        .map((u) => (
          <p key={u.id} class="err" role="alert">
            <Glyph name="warn" />
            {u.name}: {u.reason}
          </p>
        ))}
      {error ? (
        <p id="photo-e" class="err">
          <Glyph name="warn" />
          {error}
        </p>
      ) : (
        <p id="photo-h" class="tip">
          {needed && t("widget_orders.photo_hint")}
        </p>
      )}
    </fieldset>
  );
}
