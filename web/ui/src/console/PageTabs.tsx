import { useTexts } from "./texts.ts";

export interface PageTabsProps<Name extends string> {
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly label: (name: Name) => string;
  readonly onChoose: (name: Name) => void;
}

/** Chooses which part of a list a page shows. */
export function PageTabs<Name extends string>({ names, chosen, label, onChoose }: PageTabsProps<Name>) {
  const { t } = useTexts();
  return (
    <fieldset className="tabs page-tabs" aria-label={t("console.tabs.label")}>
      {names.map((name) => (
        <button key={name} type="button" className="tab" aria-pressed={chosen === name} onClick={() => onChoose(name)}>
          {label(name)}
        </button>
      ))}
    </fieldset>
  );
}
