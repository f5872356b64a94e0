import { useState } from "react";
import { useFrames } from "../live/useLive.tsx";
import { useSession } from "../session.tsx";

/** Which colleagues have a conversation open, for the rows. */
export function useLookers(): (conversation: string) => string {
  const { me } = useSession();
  const [all, setAll] = useState<ReadonlyMap<string, string>>(new Map());
  useFrames((frame) => {
    if (frame.t !== "lookers") return;
    const names = frame.people
      .filter((person) => person.id !== me.id)
      .map((person) => person.name)
      .join(", ");
    setAll((was) => {
      if ((was.get(frame.conversation) ?? "") === names) return was;
      const next = new Map(was);
      if (names) next.set(frame.conversation, names);
      else next.delete(frame.conversation);
      return next;
    });
  });
  return (conversation) => all.get(conversation) ?? "";
}
