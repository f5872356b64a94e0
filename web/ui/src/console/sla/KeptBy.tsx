import { percent } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useLater } from "../frame/useLater.ts";
import { type Applies, type Kept, sla, type Terms } from "./api.ts";
import { useSlaTexts } from "./texts.ts";

const REST_MS = 400;

/** How the answers of the last weeks would have kept a policy. What only a customer's grade tells is not known of the past. */
export function KeptBy({ policy }: { readonly policy: Terms & { readonly applies: Applies } }) {
  const t = useSlaTexts();
  const { first_minutes, next_minutes, solve_minutes, applies, calendar } = policy;
  const asked = useLater(JSON.stringify({ first_minutes, next_minutes, solve_minutes, applies }), REST_MS);
  const known = calendar === 0 && applies.grades.length === 0;
  const { data } = useQuery({
    queryKey: ["sla-kept", asked],
    queryFn: ({ signal }) => sla.kept(JSON.parse(asked), signal),
    enabled: known,
    placeholderData: (before) => before,
  });
  if (!known || !data) return null;
  return <p role="status">{said(data, t)}</p>;
}

function said({ days, n, kept }: Kept, t: ReturnType<typeof useSlaTexts>): string {
  if (n === 0) return t("sla.kept_none", { days });
  return t("sla.kept", { days, n, share: percent((kept / n) * 100) });
}
