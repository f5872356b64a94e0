// The Markdown of help articles as blocks to draw: what the preview shows while it is written. The
// page itself is rendered by the server, which knows all of it.

export interface Inline {
  readonly kind: "text" | "strong" | "code" | "link";
  readonly text: string;
  readonly href?: string;
}

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly inlines: readonly Inline[] }
  | { readonly kind: "paragraph" | "quote"; readonly inlines: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g;

export function inlines(text: string): Inline[] {
  const found: Inline[] = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, strong, code, label, href] = match;
    if (match.index > done) found.push({ kind: "text", text: text.slice(done, match.index) });
    if (strong) found.push({ kind: "strong", text: strong });
    else if (code) found.push({ kind: "code", text: code });
    else if (label && href && /^(https?:|mailto:|tel:|\/|#)/i.test(href)) found.push({ kind: "link", text: label, href });
    else found.push({ kind: "text", text: label ?? whole });
    done = match.index + whole.length;
  }
  if (done < text.length) found.push({ kind: "text", text: text.slice(done) });
  return found;
}

export function blocks(markdown: string): Block[] {
  const found: Block[] = [];
  for (const part of markdown.replaceAll("\r\n", "\n").split(/\n{2,}/)) {
    let rest = part.split("\n").filter((line) => line.trim() !== "");
    while (rest.length > 0) {
      const [block, used] = blockAt(rest);
      found.push(block);
      rest = rest.slice(used);
    }
  }
  return found;
}

function blockAt(rows: readonly string[]): [Block, number] {
  const first = rows[0] ?? "";
  const heading = /^(#{1,4})\s+(.*)$/.exec(first);
  if (heading) return [{ kind: "heading", level: heading[1]?.length ?? 1, inlines: inlines(heading[2] ?? "") }, 1];
  const item = /^\s*(?:[-*]|(\d+)[.)])\s+/;
  const marker = item.exec(first);
  if (marker) {
    const items = take(rows, (row) => item.test(row));
    return [{ kind: "list", ordered: marker[1] !== undefined, items: items.map((row) => inlines(row.replace(item, ""))) }, items.length];
  }
  if (first.startsWith(">")) {
    const quoted = take(rows, (row) => row.startsWith(">"));
    return [{ kind: "quote", inlines: inlines(quoted.map((row) => row.replace(/^>\s?/, "")).join(" ")) }, quoted.length];
  }
  const plain = take(rows, (row, i) => i === 0 || !(item.test(row) || row.startsWith(">") || /^#{1,4}\s/.test(row)));
  return [{ kind: "paragraph", inlines: inlines(plain.join(" ")) }, plain.length];
}

function take(rows: readonly string[], fits: (row: string, i: number) => boolean): string[] {
  const end = rows.findIndex((row, i) => !fits(row, i));
  return rows.slice(0, end < 0 ? rows.length : end);
}
