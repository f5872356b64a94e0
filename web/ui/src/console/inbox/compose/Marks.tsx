import { type RefObject, useLayoutEffect, useRef } from "react";
import { marksOf, type Token } from "./tokens.ts";

export interface MarksProps {
  readonly text: string;
  readonly token: Token | null;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Draws marks behind the field: the same words in the same places, unseen but for what is to be minded. */
export function Marks({ text, token, field }: MarksProps) {
  const box = useRef<HTMLDivElement>(null);
  const marks = marksOf(text, token);
  const any = marks.some((mark) => mark.kind !== "plain");
  useLayoutEffect(() => {
    const [el, from] = [box.current, field.current];
    if (!any || !el || !from) return;
    const follow = () => {
      el.scrollTop = from.scrollTop;
    };
    follow();
    from.addEventListener("scroll", follow);
    return () => from.removeEventListener("scroll", follow);
  }, [any, field]);
  if (!any) return null;
  return (
    <div className="marks" aria-hidden="true" ref={box}>
      {marks.map((mark) =>
        mark.kind === "plain" ? (
          mark.text
        ) : (
          <mark key={mark.at} data-kind={mark.kind}>
            {mark.text}
          </mark>
        ),
      )}{" "}
    </div>
  );
}
