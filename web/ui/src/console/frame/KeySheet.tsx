import "./layers.css";
import { Keys, Modal } from "@kit";
import { setPrefs } from "../prefs.ts";
import { usePrefs, useTexts } from "../texts.ts";
import { composerKeys, shortcuts } from "./shortcuts.ts";

export interface LayerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** All shortcuts, made from the registry. */
export function KeySheet({ opened, onClose }: LayerProps) {
  const { t } = useTexts();
  const { letterKeys } = usePrefs();
  const rows = [...shortcuts, ...composerKeys];
  const labels = [...new Set(rows.map((row) => row.label))];
  return (
    <Modal opened={opened} onClose={onClose} title={t("console.keys.title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <dl className="key-sheet">
        {labels.map((label) => (
          <div key={label} style={{ display: "contents" }}>
            <dt>{t(label)}</dt>
            <dd>
              {rows
                .filter((row) => row.label === label)
                .map((row) => (
                  <span key={row.combo}>
                    {" "}
                    <Keys combo={row.combo} />
                  </span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="key-switch">
        <input type="checkbox" checked={letterKeys} onChange={(event) => setPrefs({ letterKeys: event.currentTarget.checked })} />
        {t("console.keys.letters")}
      </label>
    </Modal>
  );
}
