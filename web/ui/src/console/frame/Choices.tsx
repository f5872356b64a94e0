import "./layers.css";
import { Icon, type IconName, Keys, TextInput } from "@kit";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

/** One thing that can be chosen. */
export interface Choice {
  readonly id: string;
  readonly icon: IconName;
  readonly name: string;
  readonly hint?: string;
  readonly combo?: string;
}

export interface ChoicesProps<C extends Choice> {
  /** Of the list; its entries are named after it. */
  readonly id: string;
  /** What the field asks for, and what the list holds. */
  readonly field: string;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly sections: readonly { readonly title?: string; readonly choices: readonly C[] }[];
  readonly onPick: (choice: C) => void;
  /** Between the field and the list. */
  readonly children?: ReactNode;
  /** Shown when there is nothing to choose; empty: nothing is. */
  readonly none: string;
}

/** A field and what fits its letters below: moved in by arrows, chosen by Enter, while the focus stays in the field. */
export function Choices<C extends Choice>(props: ChoicesProps<C>) {
  const { id, label, text, sections, onPick, none } = props;
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const all = sections.flatMap((section) => section.choices);
  const chosen = Math.min(at, Math.max(0, all.length - 1));
  useEffect(() => {
    box.current?.querySelector(`#${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [id, chosen]);
  const pick = () => {
    const choice = all[chosen];
    if (choice) onPick(choice);
  };
  // Enter while a syllable is open closes it; where the browser then makes a line break of the same press, it picks as
  // well: nobody presses it twice.
  const field = useRef<HTMLInputElement>(null);
  const closing = useRef(false);
  const latest = useRef(pick);
  latest.current = pick;
  useEffect(() => {
    const el = field.current;
    if (!el) return;
    const onBefore = (event: InputEvent) => {
      if (!closing.current || event.isComposing || !/^insert(LineBreak|Paragraph)$/.test(event.inputType)) return;
      closing.current = false;
      event.preventDefault();
      latest.current();
    };
    el.addEventListener("beforeinput", onBefore);
    return () => el.removeEventListener("beforeinput", onBefore);
  }, []);
  const onKey = (event: KeyboardEvent) => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    closing.current = composing && (event.key === "Enter" || event.code === "Enter");
    if (composing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((chosen + (event.key === "ArrowDown" ? 1 : all.length - 1)) % Math.max(1, all.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick();
    }
  };
  let index = -1;
  const draw = (choice: C) => {
    index += 1;
    const mine = index;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves and chooses by key
      <div
        key={choice.id}
        id={`${id}-${mine}`}
        role="option"
        tabIndex={-1}
        aria-selected={mine === chosen}
        className="place"
        onMouseMove={() => setAt(mine)}
        onClick={() => onPick(choice)}
      >
        <Icon name={choice.icon} />
        <span className="place-name">{choice.name}</span>
        {choice.hint ? <span className="place-hint num">{choice.hint}</span> : null}
        {choice.combo ? <Keys combo={choice.combo} /> : null}
      </div>
    );
  };
  return (
    <>
      <TextInput
        ref={field}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={all[chosen] ? `${id}-${chosen}` : undefined}
        aria-label={props.field}
        placeholder={props.placeholder}
        leftSection={<Icon name="find" size={16} />}
        value={text}
        onChange={(event) => {
          props.onText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {props.children}
      <div id={id} role="listbox" aria-label={label} className="places" ref={box}>
        {sections.map(({ title, choices }) =>
          title ? (
            <div key={title} role="group" aria-label={title}>
              <h3 role="presentation">{title}</h3>
              {choices.map(draw)}
            </div>
          ) : (
            choices.map(draw)
          ),
        )}
      </div>
      {all.length === 0 && none ? <p className="place-none">{none}</p> : null}
    </>
  );
}
