const TONES = 3;

export interface AvatarProps {
  readonly name: string;
  readonly size?: "s" | "m" | "l";
  /** Ours are green, the others keep the tone of their name. */
  readonly mine?: boolean;
}

/** The last two letters of a Korean name, the initials of another one. */
export function shortName(name: string): string {
  const trimmed = name.trim();
  if (/^[가-힣]+$/.test(trimmed)) return trimmed.slice(-2);
  const words = trimmed.split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

export function Avatar({ name, size = "m", mine = false }: AvatarProps) {
  const tone = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TONES;
  return (
    <span className={`avatar avatar-${size} ${mine ? "avatar-mine" : `avatar-${tone}`}`} aria-hidden="true">
      {shortName(name)}
    </span>
  );
}
