import { showCombo } from "@shared/keys.ts";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** A shortcut as keycaps; screen readers hear it from aria-keyshortcuts of the control itself. */
export function Keys({ combo }: { combo: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {showCombo(combo, mac).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
