import { StateView } from "@kit";
import { errorState } from "../problems.ts";
import { useTexts } from "../texts.ts";

export function LoadError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTexts();
  return (
    <main className="alone">
      <StateView waiting={false} skeleton={null} loadingLabel={t("console.loading")} error={errorState(error, t, onRetry)}>
        {null}
      </StateView>
    </main>
  );
}
