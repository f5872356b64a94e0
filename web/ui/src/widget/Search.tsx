import { useEffect, useRef, useState } from "preact/hooks";
import { sendOnEnter } from "../shared/ime.ts";
import type { ViewProps } from "./App.tsx";
import { type Found, searchArticles } from "./api.ts";
import { Icon } from "./icons.tsx";
import { marked, searchable } from "./words.ts";

const REST_MS = 150;

type Results = { readonly q: string; readonly items: readonly Found[] } | "failed" | null;

/** Finds articles while one types: a combobox whose field is never touched while a syllable is composed. */
export function Search({ panel, state }: ViewProps) {
  const { t } = panel;
  const field = useRef<HTMLInputElement>(null);
  const [q, setQ] = useState("");
  const [results, setResults] = useState<Results>(null);
  const [active, setActive] = useState(-1);
  const items = results && results !== "failed" ? results.items : [];

  useEffect(() => {
    setActive(-1);
    if (!searchable(q)) return setResults(null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      searchArticles(q, state.lang, stop.signal).then(
        (found) => setResults({ q, items: found }),
        () => stop.signal.aborted || setResults("failed"),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q, state.lang]);

  const open = (found: Found | undefined) => found && panel.go({ view: "article", slug: found.slug, url: found.url });
  const enter = useRef(() => {});
  enter.current = () => void open(items[active] ?? items[0]);
  useEffect(() => (field.current ? sendOnEnter(field.current, { onSend: () => enter.current(), touch: () => false }) : undefined), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && items.length > 0) {
      event.preventDefault();
      setActive(active < 0 && step < 0 ? items.length - 1 : (active + step + items.length) % items.length);
    } else if (event.key === "Escape" && q && field.current) {
      event.preventDefault(); // first the search, then the panel
      field.current.value = "";
      setQ("");
    }
  };
  return (
    <>
      <label class="se">
        <Icon name="find" />
        <input
          ref={field}
          data-first
          role="combobox"
          aria-label={t("widget.find")}
          aria-expanded={items.length > 0}
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `found-${active}` : undefined}
          placeholder={t("widget.find")}
          enterkeyhint="search"
          autoComplete="off"
          maxLength={100}
          onInput={(event) => setQ(event.currentTarget.value.trim())}
          onKeyDown={onKeyDown}
        />
      </label>
      <p class="sr" role="status">
        {results && results !== "failed" && items.length > 0 ? t("widget.found", { n: items.length }) : ""}
      </p>
      {items.length > 0 && results !== "failed" && (
        <section class="box">
          <h3 aria-hidden="true">{t("widget.found", { n: items.length })}</h3>
          <div id="found" role="listbox" aria-label={t("widget.found", { n: items.length })}>
            {items.map((found, i) => (
              <div
                key={found.slug}
                id={`found-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === active}
                class="li"
                onClick={() => open(found)}
                onKeyDown={(event) => event.key === "Enter" && open(found)}
              >
                <span class="grow">
                  {marked(found.title, results?.q ?? "").map((p) => (p.hit ? <mark>{p.text}</mark> : p.text))}
                  {found.lead && <small>{found.lead}</small>}
                </span>
                <Icon name="next" />
              </div>
            ))}
          </div>
        </section>
      )}
      {results === "failed" && <p class="hint">{t("widget.find_failed")}</p>}
      {results && results !== "failed" && items.length === 0 && (
        <button type="button" class="hint" onClick={() => panel.go({ view: "chat" }, q)}>
          {t("widget.found_none")}
        </button>
      )}
    </>
  );
}
