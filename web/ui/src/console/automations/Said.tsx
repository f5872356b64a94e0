import { Icon } from "@kit";
import type { Part } from "./api.ts";
import { useAutoTexts } from "./texts.ts";

interface SaidProps {
  readonly parts: readonly Part[];
  readonly missing: readonly string[];
}

/** A text as the shopper would read it; what nothing fills is marked. */
export function Said({ parts, missing }: SaidProps) {
  const t = useAutoTexts();
  let at = 0;
  const placed = parts.map((part) => {
    const from = at;
    at += part.text.length;
    return { ...part, from };
  });
  return (
    <>
      <p className="auto-said">
        {placed.length === 0 ? <span className="meta">{t("automation.preview_empty")}</span> : null}
        {placed.map((part) => {
          if (part.missing) return <mark key={part.from}>{part.text}</mark>;
          return part.name ? <b key={part.from}>{part.text}</b> : <span key={part.from}>{part.text}</span>;
        })}
      </p>
      {missing.length > 0 ? (
        <p className="auto-bad">
          <Icon name="alert" size={16} /> {t("automation.preview_missing", { names: missing.join(", ") })}
        </p>
      ) : null}
    </>
  );
}
