import type { IconName } from "@kit";
import { useEffect, useRef } from "react";

/** Something that can be done now and has no key of its own: the palette offers it. */
export interface Command {
  readonly id: string;
  readonly icon: IconName;
  readonly name: string;
  /** Other words for it, in both languages. */
  readonly also: string;
  readonly act: () => void;
}

const stack: { current: readonly Command[] }[] = [];

/** Offers commands while the component stands. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    stack.push(latest);
    return () => {
      stack.splice(stack.indexOf(latest), 1);
    };
  }, []);
}

/** Everything that is offered just now. */
export const commandsNow = (): readonly Command[] => stack.flatMap((layer) => layer.current);
