import en from "@texts/en/widget_suggest.json";
import ko from "@texts/ko/widget_suggest.json";
import { useEffect, useState } from "preact/hooks";
import type { Found } from "../api.ts";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import "../kit/parts.tsx";
import { style } from "../kit/style.ts";
import { texts } from "../kit/texts.ts";
import { openArticle, set, state } from "../panel.ts";
import type { PartProps } from "../parts.tsx";
import css from "./suggest.css?inline";

style(css);

const t = texts({ ko, en });

const REST_MS = 600;
const LETTERS_LEAST = 4;
const SHOWN = 3;

let closed = false;

/** While the first message is being written: articles that may answer it, never in its way. */
function Suggest({ s }: PartProps) {
  const [found, setFound] = useState<readonly Found[]>([]);
  const q = s.writing.trim();
  useEffect(() => {
    if (closed || [...q].length < LETTERS_LEAST) return setFound([]);
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: q.slice(-100), lang: state.lang, place: "widget", limit: String(SHOWN) });
      try {
        const answer = await fetch(`/api/v1/faq/search?${query}`, { signal: stop.signal });
        if (answer.ok) setFound(await answer.json());
      } catch {
        // overtaken by the next letter, or offline: then without
      }
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q]);
  if (closed || found.length === 0 || !q) return null;
  return (
    <section class="sg" aria-labelledby="sg">
      <div class="sgt">
        <span id="sg" role="status">
          {t("widget_suggest.title")}
        </span>
        <button
          type="button"
          class="ib"
          aria-label={t("widget_suggest.close")}
          onClick={() => {
            closed = true;
            setFound([]);
          }}
        >
          <Glyph name="close" />
        </button>
      </div>
      {found.slice(0, SHOWN).map((its) => (
        <button
          type="button"
          class="li"
          key={its.slug}
          onClick={() => {
            openArticle(its.slug);
            set({ deflecting: q });
          }}
        >
          <span class="grow one">{its.title}</span>
          <Glyph name="next" />
        </button>
      ))}
    </section>
  );
}

export default part(Suggest);
