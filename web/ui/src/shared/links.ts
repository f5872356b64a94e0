// How an address in somebody's text is shown. Whoever reads it decides by the host, so that is what it must
// not lie about: letters of another script that look alike show as what they are, and an address with
// a name before the host, which reads as if that were it, is no link.

export interface Address {
  readonly text: string;
  /** Where it leads; empty when it is no link. */
  readonly href: string;
}

export function address(typed: string): Address {
  try {
    const { origin, href, username, password } = new URL(typed);
    if (username || password) return { text: typed, href: "" };
    return { text: typed.toLowerCase().startsWith(origin) ? typed : href, href };
  } catch {
    return { text: typed, href: "" };
  }
}
