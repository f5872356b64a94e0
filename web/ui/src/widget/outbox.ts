import type { Outgoing } from "./quiet.ts";

// What the shopper typed and the server does not have yet, kept over a reload: unsent texts and one
// draft, nothing else. Each text has its own key, so that two tabs never overwrite each other.

const OUT = "dari.out.";
const DRAFT = "dari.draft";
const KEEP_MS = 7 * 24 * 3600 * 1000;
/** More unsent texts than these (of characters, two bytes each) are kept in memory only. */
export const OUTBOX_MOST = 50;
const LETTERS_MOST = 100 * 1024;

/** The part of Storage that is needed; a frame may be refused all of it. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export function frameStorage(): Store | null {
  try {
    return localStorage;
  } catch {
    return null; // third-party storage is switched off
  }
}

function keys(store: Store): string[] {
  const found: string[] = [];
  for (let i = 0; i < store.length; i++) {
    const key = store.key(i);
    if (key?.startsWith(OUT)) found.push(key);
  }
  return found;
}

type Kept = Pick<Outgoing, "text" | "at" | "files"> & { readonly failed?: boolean };

function read(store: Store, key: string): Kept | null {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const its = value as Kept;
    return typeof its.text === "string" && typeof its.at === "number" ? its : null;
  } catch {
    return null;
  }
}

/** The texts that wait, in the order they were written; what is older than a week is removed. */
export function loadOutbox(store: Store | null, now: number): Outgoing[] {
  if (!store) return [];
  const found: Outgoing[] = [];
  for (const key of keys(store)) {
    const item = read(store, key);
    if (!item || now - item.at > KEEP_MS) store.removeItem(key);
    else {
      const { text, at, files, failed } = item;
      found.push({ clientId: key.slice(OUT.length), text, at, state: failed ? "failed" : "queued", ...(files && { files }) });
    }
  }
  return found.sort((a, b) => a.at - b.at || (a.clientId < b.clientId ? -1 : 1));
}

export function keep(store: Store | null, { clientId, text, at, files, state }: Outgoing): void {
  if (!store) return;
  const name = OUT + clientId;
  const value = JSON.stringify({ text, at, files, failed: state === "failed" });
  const all = keys(store);
  const letters = all.reduce((sum, key) => sum + (store.getItem(key)?.length ?? 0), value.length);
  if (all.includes(name) || (all.length < OUTBOX_MOST && letters < LETTERS_MOST)) put(store, name, value);
}

export function forget(store: Store | null, clientId: string): void {
  store?.removeItem(OUT + clientId);
}

export function loadDraft(store: Store | null, now: number): string {
  const draft = store && read(store, DRAFT);
  return draft && now - draft.at <= KEEP_MS ? draft.text : "";
}

export function keepDraft(store: Store | null, text: string, now: number): void {
  if (!store) return;
  if (text === "") store.removeItem(DRAFT);
  else put(store, DRAFT, JSON.stringify({ text, at: now }));
}

/** After signing out nothing of the person stays in this browser. */
export function wipe(store: Store | null): void {
  if (!store) return;
  for (const key of [...keys(store), DRAFT]) store.removeItem(key);
}

function put(store: Store, key: string, value: string): void {
  try {
    store.setItem(key, value);
  } catch {
    // Full: the text is still in memory and on the screen.
  }
}
