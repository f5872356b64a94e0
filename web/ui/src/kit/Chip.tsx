import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

export type ChipTone = "plain" | "ok" | "warn" | "bad" | "accent" | "primary" | "line";

export interface ChipProps {
  readonly tone?: ChipTone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

export function Chip({ tone = "plain", icon, children }: ChipProps) {
  return (
    <span className={`chip chip-${tone} num`}>
      {icon ? <Icon name={icon} size={13} /> : null}
      {children}
    </span>
  );
}
