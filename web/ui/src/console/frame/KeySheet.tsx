import "./layers.css";
import { Keys, Modal } from "@kit";
import { setPrefs } from "../prefs.ts";
import { type TextKey, usePrefs, useTexts } from "../texts.ts";
import { composerKeys, type ShownShortcut, shortcuts } from "./shortcuts.ts";

export interface LayerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const GROUPS: readonly ShownShortcut["group"][] = ["move", "act", "many", "go"];

/** All shortcuts, made from the registry. */
export default function KeySheet({ opened, onClose }: LayerProps) {
  const { t } = useTexts();
  const { letterKeys } = usePrefs();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={760}
      title={t("console.keys.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className="key-groups">
        {GROUPS.map((group) => (
          <KeyGroup key={group} title={t(`console.keys.group.${group}`)} rows={shortcuts.filter((s) => s.group === group)} />
        ))}
        <KeyGroup title={t("console.keys.group.write")} rows={composerKeys} />
      </div>
      <label className="key-switch">
        <input type="checkbox" checked={letterKeys} onChange={(event) => setPrefs({ letterKeys: event.currentTarget.checked })} />
        <span>
          {t("console.keys.letters")}
          <small>{t("console.keys.letters_hint")}</small>
        </span>
      </label>
    </Modal>
  );
}

interface KeyGroupProps {
  readonly title: string;
  readonly rows: readonly { readonly combo: string; readonly label: TextKey }[];
}

function KeyGroup({ title, rows }: KeyGroupProps) {
  const { t } = useTexts();
  const labels = [...new Set(rows.map((row) => row.label))];
  return (
    <section>
      <h3>{title}</h3>
      <dl className="key-sheet">
        {labels.map((label) => (
          <div key={label} style={{ display: "contents" }}>
            <dt>{t(label)}</dt>
            <dd>
              {rows
                .filter((row) => row.label === label)
                .map((row) => (
                  <Keys key={row.combo} combo={row.combo} />
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
