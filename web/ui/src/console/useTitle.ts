import { useEffect } from "react";
import { useSession } from "./session.tsx";

/** The name of the page in the browser's tab: what it shows, and whose. */
export function useTitle(title: string): void {
  const { shopName } = useSession();
  useEffect(() => {
    document.title = `${title} · ${shopName}`;
  }, [title, shopName]);
}
