import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Frame, Looker, WritingKind } from "../live/socket.ts";
import { useFrames, useLive } from "../live/useLive.tsx";

// Which colleagues look at a conversation, and what they write there. The server says so and says when it
// is over; nothing here outlives the connection.

export interface Writing {
  readonly id: number;
  readonly name: string;
  readonly kind: WritingKind;
  readonly text: string;
}

interface Place {
  readonly people: readonly Looker[];
  readonly writings: readonly Writing[];
}

const nobody: Place = { people: [], writings: [] };
const places = new Map<string, Place>();
const listeners = new Set<() => void>();

/** Takes one frame of the socket in. */
export function hearLookers(frame: Frame): void {
  if (frame.t === "welcome")
    places.clear(); // the server tells anew who is where
  else if (frame.t === "lookers") {
    const was = places.get(frame.conversation) ?? nobody;
    const writings = was.writings.filter((w) => frame.people.some((p) => p.id === w.id && p.writing === w.kind));
    if (frame.people.length === 0) places.delete(frame.conversation);
    else places.set(frame.conversation, { people: frame.people, writings });
  } else if (frame.t === "writing") {
    const was = places.get(frame.conversation) ?? nobody;
    const { staff_id: id, name, kind, text } = frame;
    const others = was.writings.filter((w) => w.id !== id);
    places.set(frame.conversation, { ...was, writings: [...others, { id, name, kind, text }] });
  } else return;
  for (const tell of listeners) tell();
}

/** Keeps what the socket says of lookers, while the component stands. */
export function useLookersFeed(): void {
  useFrames(hearLookers);
}

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** The colleagues at a conversation, oneself left out. */
export function useLookers(conversation: string, me: number): Place {
  const place = useSyncExternalStore(subscribe, () => places.get(conversation) ?? nobody);
  return useMemo(
    () => ({ people: place.people.filter((p) => p.id !== me), writings: place.writings.filter((w) => w.id !== me) }),
    [place, me],
  );
}

const SETTLE_MS = 250;
let settling: ReturnType<typeof setTimeout> | undefined;

/** Says that this conversation is on the screen, once it stays there for a moment: J may be held down. */
export function useLooking(conversation: string | undefined): void {
  const { socket } = useLive();
  useEffect(() => {
    if (!conversation) return;
    const tell = () => {
      clearTimeout(settling);
      settling = setTimeout(() => socket.look(document.visibilityState === "visible" ? conversation : null), SETTLE_MS);
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => {
      document.removeEventListener("visibilitychange", tell);
      clearTimeout(settling);
      settling = setTimeout(() => socket.look(null), SETTLE_MS);
    };
  }, [socket, conversation]);
}
