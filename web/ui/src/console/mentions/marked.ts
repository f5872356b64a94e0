/** A text in parts, each with whether it is my name behind an @. */
export function marked(text: string, name: string): readonly (readonly [string, boolean])[] {
  const whole = text.normalize("NFC");
  const mine = `@${name.normalize("NFC")}`;
  if (name === "") return [[whole, false]];
  const out: (readonly [string, boolean])[] = [];
  let from = 0;
  for (let at = whole.indexOf(mine); at >= 0; at = whole.indexOf(mine, from)) {
    if (at > from) out.push([whole.slice(from, at), false]);
    out.push([mine, true]);
    from = at + mine.length;
  }
  if (from < whole.length) out.push([whole.slice(from), false]);
  return out;
}
