import { useSyncExternalStore } from "react";
import { useTexts } from "../texts.ts";

const NAMES = ["online", "offline"] as const;

function subscribe(tell: () => void): () => void {
  for (const name of NAMES) addEventListener(name, tell);
  return () => {
    for (const name of NAMES) removeEventListener(name, tell);
  };
}

/** What a button carries whose act cannot wait for a connection: while the browser says that there is none it is
 * disabled, and says why. */
export function useOffline(): { readonly disabled?: true; readonly title?: string } {
  const { t } = useTexts();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return online ? {} : { disabled: true, title: t("console.offline.act") };
}
