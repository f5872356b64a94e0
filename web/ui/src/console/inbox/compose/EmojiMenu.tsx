import { TextInput } from "@kit";
import { useState } from "react";
import { bestScore } from "../../frame/match.ts";
import { useTexts } from "../../texts.ts";
import { EMOJI } from "./emoji.ts";
import "./menus.css";

export interface EmojiMenuProps {
  readonly onPick: (sign: string) => void;
  readonly onClose: () => void;
}

/** A few signs to choose from, found by a word. */
export default function EmojiMenu({ onPick, onClose }: EmojiMenuProps) {
  const { t } = useTexts();
  const [query, setQuery] = useState("");
  const found = EMOJI.filter(([, words]) => !query || bestScore(query, words.split(" ")) > 0);
  return (
    <fieldset
      className="emoji-menu"
      aria-label={t("console_talk.emoji")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      <TextInput
        aria-label={t("console_talk.emoji_find")}
        placeholder={t("console_talk.emoji_find")}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        data-autofocus
        autoFocus
      />
      <div className="emoji-grid">
        {found.map(([sign, words]) => (
          <button key={sign} type="button" aria-label={words} title={words.split(" ")[0]} onClick={() => onPick(sign)}>
            {sign}
          </button>
        ))}
      </div>
      {found.length === 0 ? <p className="slash-none">{t("console_talk.emoji_none")}</p> : null}
    </fieldset>
  );
}
