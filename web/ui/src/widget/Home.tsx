import en from "@texts/en/widget_home.json";
import ko from "@texts/ko/widget_home.json";
import { date, dayKey, time } from "../shared/clock.ts";
import type { Args } from "../shared/i18n.ts";
import { sendOnEnter } from "../shared/ime.ts";
import type { Props } from "./App.tsx";
import type { Found } from "./api.ts";
import { find } from "./finding.ts";
import css from "./home.css?inline";
import { Icon } from "./icons.tsx";
import { go, openArticle, set, state, style, who } from "./panel.ts";
import { loaded, Part } from "./parts.tsx";
import { say } from "./text.ts";
import { marked } from "./words.ts";

style(css);

const both = { ko, en };
const t = (key: keyof typeof ko, args?: Args) => say(both[state.lang][key], args);

export function Home({ s }: Props) {
  return (
    <>
      <div class="bd">
        <h2 class="hi">{s.name ? t("widget_home.greet_name", { name: s.name }) : t("widget_home.greet")}</h2>
        <label class="se">
          <Icon name="find" />
          <input
            ref={fieldRef}
            data-first
            role="combobox"
            aria-label={t("widget_home.find")}
            aria-expanded={hits().length > 0}
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant={s.active < 0 ? undefined : `found-${s.active}`}
            placeholder={t("widget_home.find")}
            autocomplete="off"
            maxLength={100}
            onInput={(event) => find(event.currentTarget.value.trim())}
            onKeyDown={onKeyDown}
          />
        </label>
        <Results s={s} />
        {who().jwt || loaded("mine") ? (
          <Part of="mine" s={s} />
        ) : (
          <div class="box">
            <button type="button" class="li" onClick={() => go("orders")}>
              <span class="grow">{t("widget_home.orders")}</span>
              <Icon name="next" />
            </button>
          </div>
        )}
        <Recent s={s} />
      </div>
      {/* The human is never hidden: the one filled button of home. */}
      <div class="ft">
        <button type="button" class="cta" onClick={() => go("chat")}>
          {t("widget_home.human")}
        </button>
        {s.config?.hours && <p>{s.config.hours}</p>}
      </div>
    </>
  );
}

const hits = (): readonly Found[] => (Array.isArray(state.found) ? state.found : []);

function openActive(): void {
  const hit = hits()[state.active] ?? hits()[0];
  if (hit) openArticle(hit.slug);
}

// The field keeps its own value, so that nothing touches it while a syllable is being composed.
function fieldRef(field: HTMLInputElement | null): void {
  if (!field) return;
  field.value = state.q;
  sendOnEnter(field, { onSend: openActive, touch: () => false });
}

function onKeyDown(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const most = hits().length;
  if (event.isComposing) return;
  if (step && most > 0) set({ active: state.active < 0 && step < 0 ? most - 1 : (state.active + step + most) % most });
  else if (event.key === "Escape" && state.q) {
    (event.target as HTMLInputElement).value = ""; // first the search goes, then the panel
    find("");
  } else return;
  event.preventDefault();
}

function Results({ s }: Props) {
  const said = t("widget_home.found", { n: hits().length });
  if (s.found === "failed") return <p class="hint">{t("widget_home.find_failed")}</p>;
  if (!s.found) return null;
  if (s.found.length === 0) {
    return (
      <button type="button" class="hint" onClick={() => go("chat", s.q)}>
        {t("widget_home.found_none")}
      </button>
    );
  }
  return (
    <section class="box">
      <h3>
        <span role="status">{said}</span>
      </h3>
      <div id="found" role="listbox" aria-label={said}>
        {s.found.map((hit, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled in the field, which keeps the focus
          <div
            key={hit.slug}
            id={`found-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === s.active}
            class="li"
            onClick={() => openArticle(hit.slug)}
          >
            <span class="grow">
              {marked(hit.title, s.q).map((p, at) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a title never change places
                p.hit ? <mark key={at}>{p.text}</mark> : p.text,
              )}
              {hit.lead && <small>{hit.lead}</small>}
            </span>
            <Icon name="next" />
          </div>
        ))}
      </div>
    </section>
  );
}

function Recent({ s }: Props) {
  const { shown, outgoing } = s.chat.thread;
  const last = shown.findLast((m) => m.kind === "text");
  const n = outgoing.length;
  if (!last && n === 0) return null;
  const at = new Date(last?.at ?? 0);
  const now = new Date();
  const when = dayKey(at) === dayKey(now) ? time(at, s.lang) : date(at, s.lang, now);
  return (
    <section class="box">
      <h3>{t("widget_home.recent")}</h3>
      <button type="button" class="li" onClick={() => go("chat")}>
        <span class="grow">
          <span class="one">{(last ?? outgoing[0])?.text}</span>
          <small>{n > 0 ? t("widget_home.recent_waiting", { n }) : when}</small>
        </span>
        {s.unread > 0 && <b class="n">{s.unread}</b>}
        <Icon name="next" />
      </button>
    </section>
  );
}
