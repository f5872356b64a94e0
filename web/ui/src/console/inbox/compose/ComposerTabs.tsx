import type { ReactNode } from "react";
import { Hint, useAriaKeys } from "../../frame/Hint.tsx";
import { useTexts } from "../../texts.ts";

export type ComposerKind = "answer" | "note";

const KINDS = ["answer", "note"] as const;
const KEY = { answer: "reply", note: "note" } as const;

export interface ComposerTabsProps {
  readonly kind: ComposerKind;
  /** Moved to by an arrow: the focus stays among the tabs. */
  readonly onKind: (kind: ComposerKind) => void;
  /** Chosen, to write in at once. */
  readonly onChosen: (kind: ComposerKind) => void;
  /** Where it goes. */
  readonly children: ReactNode;
}

/** An answer or a note, and where it goes. */
export function ComposerTabs({ kind, onKind, onChosen, children }: ComposerTabsProps) {
  const { t } = useTexts();
  const keys = useAriaKeys();
  return (
    <div className="composer-tabs">
      <div role="tablist" aria-label={t("console.composer.label")}>
        {KINDS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`composer-${name}`}
            aria-controls="composer-panel"
            aria-selected={kind === name}
            {...keys(KEY[name])}
            tabIndex={kind === name ? 0 : -1}
            onClick={() => onChosen(name)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
              const other = name === "answer" ? "note" : "answer";
              onKind(other);
              document.getElementById(`composer-${other}`)?.focus();
            }}
          >
            {t(`console.composer.${name}`)} <Hint id={KEY[name]} />
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
