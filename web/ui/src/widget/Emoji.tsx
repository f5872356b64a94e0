import type text from "@texts/ko/widget_emoji.json";
import { sendOnEnter } from "../shared/ime.ts";
import { render } from "./draw.ts";
import css from "./emoji.css?inline";
import { chosen, leaving, remember, set, spoken, state, style } from "./panel.ts";
import type { Draw } from "./parts.tsx";
import { find, named, offered, SIGNS, type Sign, used } from "./signs.ts";
import { say } from "./text.ts";

// The emoji panel, loaded when it is first opened. The focus stays in its field: letters search, the arrow
// keys move over the signs, Enter takes one, Esc goes back to the message. What was used is remembered for
// this tab. To stay small it brings the words of the language shown alone.

style(css);

const files = {
  ko: () => import("@texts/ko/widget_emoji.json"),
  en: () => import("@texts/en/widget_emoji.json"),
};
let words: Partial<typeof text> = {};
let q = "";
let active = -1;

const t = (key: keyof typeof text, n = 0) => say(words[key] ?? "", { n });

function speak(): void {
  files[state.lang]().then(
    (its) => {
      words = its.default as typeof text;
      set({});
    },
    () => {}, // offline: the signs speak for themselves
  );
}

speak();
spoken.add(speak);
leaving.add(() => remember({ emoji: [] }));

interface Group {
  readonly title: string;
  readonly signs: readonly Sign[];
}

/** What is shown: what was found, or everything with the usual ones first. */
function shown(): Group[] {
  const groups = [
    { title: t("widget_emoji.faces"), signs: named(SIGNS.faces, t("widget_emoji.faces_words")) },
    { title: t("widget_emoji.hands"), signs: named(SIGNS.hands, t("widget_emoji.hands_words")) },
    { title: t("widget_emoji.things"), signs: named(SIGNS.things, t("widget_emoji.things_words")) },
  ];
  const all = groups.map(({ signs }) => signs);
  const found = q ? find(all.flat(), q) : [];
  if (q) return [{ title: t("widget_emoji.found", found.length), signs: found }];
  return [{ title: t("widget_emoji.usual"), signs: offered(all, chosen().emoji ?? []) }, ...groups];
}

function leave(): void {
  set({ menu: false });
  document.querySelector<HTMLElement>(".cmp textarea")?.focus();
}

// The browser types it where the caret is, so that it can be taken back by its own keys.
function take(sign: string): void {
  remember({ emoji: used(chosen().emoji ?? [], sign) });
  leave();
  document.execCommand("insertText", false, sign);
}

const options = () => [...document.querySelectorAll<HTMLElement>(".em [role=option]")];

function onKeyDown(event: KeyboardEvent): void {
  const { key, isComposing } = event;
  const its = options();
  const down = { ArrowUp: -1, ArrowDown: 1 }[key];
  // In what was typed the arrows move the caret, until they have gone down to the signs.
  const aside = (active >= 0 || !q) && { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (isComposing) return;
  if (key === "Escape" || key === "Tab") leave();
  else if ((down || aside) && its[0]) {
    const columns = its.filter((one) => one.offsetTop === its[0]?.offsetTop).length;
    active = active < 0 ? 0 : Math.min(its.length - 1, Math.max(0, active + (aside || (down ?? 0) * columns)));
    its[active]?.scrollIntoView({ block: "nearest" });
    set({});
  } else return;
  event.preventDefault();
}

function search(its: string): void {
  q = its.trim();
  active = -1;
  set({});
}

function fieldRef(field: HTMLInputElement | null): void {
  q = "";
  active = -1;
  if (!field) return;
  field.focus();
  sendOnEnter(field, { onSend: () => (q || active >= 0) && options()[Math.max(0, active)]?.click(), touch: () => false });
}

function Emoji() {
  const its = shown();
  const n = its.flatMap(({ signs }) => signs).length;
  let at = 0;
  return (
    <div class="em pop" role="dialog" aria-label={t("widget_emoji.title")}>
      <input
        ref={fieldRef}
        role="combobox"
        aria-label={t("widget_emoji.find")}
        aria-expanded={n > 0}
        aria-controls="em"
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `em-${active}`}
        placeholder={t("widget_emoji.find")}
        autocomplete="off"
        maxLength={30}
        onInput={(event) => search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p class={n > 0 ? "sr" : "no"} role="status">
        {q && (n > 0 ? its[0]?.title : t("widget_emoji.none"))}
      </p>
      <div id="em" role="listbox" hidden={n === 0} aria-label={t("widget_emoji.title")} onPointerDown={(event) => event.preventDefault()}>
        {its.map(({ title, signs }, g) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups never change places
          <div key={g} role="group" aria-label={title}>
            {signs.map((one) => {
              const i = at++;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled in the field, which keeps the focus
                <div
                  key={one.sign}
                  id={`em-${i}`}
                  role="option"
                  tabIndex={-1}
                  aria-label={one.words}
                  title={one.words}
                  aria-selected={i === active}
                  onClick={() => take(one.sign)}
                >
                  {one.sign}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const draw: Draw = (into, props) => render(props && <Emoji />, into as HTMLElement);
export default draw;
