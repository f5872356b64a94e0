import { Problem } from "@shared/problem.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo } from "react";
import { type Permission, type SessionAnswer, type Staff, session } from "./api.ts";
import { LoadError } from "./frame/LoadError.tsx";
import { adoptLang } from "./prefs.ts";

interface Session {
  readonly me: Staff;
  readonly shopName: string;
  readonly can: (permission: Permission) => boolean;
  readonly signOut: () => Promise<void>;
}

const SignIn = lazy(() => import("./SignIn.tsx"));
const SessionContext = createContext<Session | null>(null);
const KEY = ["session"];

/** Shows the sign-in until somebody is signed in, and then what is inside. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const query = useQuery<SessionAnswer | null>({
    queryKey: KEY,
    queryFn: async () => {
      try {
        return await session.read();
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const answer = query.data;
  const lang = answer?.staff.lang;
  useEffect(() => {
    if (lang) adoptLang(lang);
  }, [lang]);
  const value = useMemo<Session | null>(() => {
    if (!answer) return null;
    return {
      me: answer.staff,
      shopName: answer.shop?.name ?? "Dari",
      can: (permission) => answer.staff.permissions.includes(permission),
      signOut: async () => {
        await session.signOut();
        forgetTexts();
        client.clear();
        client.setQueryData(KEY, null);
      },
    };
  }, [answer, client]);
  if (value) return <SessionContext value={value}>{children}</SessionContext>;
  if (query.isPending) return null;
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Suspense fallback={null}>
      <SignIn onSignedIn={(signedIn) => client.setQueryData(KEY, signedIn)} />
    </Suspense>
  );
}

// Unsent texts belong to the person who wrote them: nobody after them sees them here.
function forgetTexts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith("dari.draft.")) localStorage.removeItem(key);
}

export function useSession(): Session {
  const value = useContext(SessionContext);
  if (!value) throw new Error("useSession needs a SessionProvider");
  return value;
}
