import { dateTime, relative, time } from "@shared/fmt.ts";
import { useTexts } from "./texts.ts";
import { useNow } from "./useNow.ts";

export interface WhenProps {
  readonly at: string;
  readonly form?: "relative" | "time" | "full";
}

/** A moment, with the whole of it on hover and for machines. */
export function When({ at, form = "relative" }: WhenProps) {
  const { lang } = useTexts();
  const now = useNow();
  const moment = new Date(at);
  const whole = dateTime(moment, lang, now);
  const said = form === "time" ? time(moment, lang) : form === "full" ? whole : relative(moment, lang, now);
  return (
    <time dateTime={at} title={whole} className="num">
      {said}
    </time>
  );
}
