import { ActionIcon, Button, Icon, NativeSelect, TextInput } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../Loaded.tsx";
import { SaveDialog } from "../SaveDialog.tsx";
import { useTexts } from "../texts.ts";
import { CATEGORIES, type Category, desk, type OwnState } from "./api.ts";
import { Order } from "./Order.tsx";
import { freshId, moved } from "./rules.ts";
import { useDeskTexts } from "./texts.ts";
import { KEYS, useDoing } from "./useDesk.ts";

const BLANK: OwnState = { key: "", state: "waiting", label: { ko: "", en: "" }, position: 0, version: 0 };

/** The shop's own names for where a ticket stands, below the category each belongs to. */
export function StatesTab({ mayWrite }: { mayWrite: boolean }) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const [edited, setEdited] = useState<OwnState | null>(null);
  const query = useQuery({ queryKey: KEYS.states, queryFn: ({ signal }) => desk.states(signal) });
  const { doing } = useDoing(KEYS.states);
  const states = query.data ?? [];
  const of = (category: Category) => states.filter((state) => state.state === category);
  const move = (category: Category, from: number, to: number) => {
    const list = of(category);
    const state = list[from];
    if (!state) return;
    const next = moved(list, from, to);
    const act = async () => {
      for (const [i, one] of next.entries()) if (one.position !== i + 1) await desk.saveState({ ...one, position: i + 1 });
    };
    void doing(act, t("desk.moved", { name: state.label[lang], n: to + 1 }));
  };
  const retire = (state: OwnState) => {
    const { version, ...again } = state;
    void doing(
      () => desk.retireState(state.key),
      t("desk.removed", { name: state.label[lang] }),
      () => desk.addState(again),
    );
  };
  return (
    <>
      <div className="desk-lead">
        <p className="meta">{t("desk.states.lead")}</p>
        {mayWrite ? (
          <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => setEdited(BLANK)}>
            {t("desk.states.new")}
          </Button>
        ) : null}
      </div>
      <Loaded query={query}>
        <div className="desk-categories">
          {CATEGORIES.map((category) => (
            <section key={category} className="panel" aria-labelledby={`category-${category}`}>
              <header className="desk-category" data-category={category}>
                <h2 id={`category-${category}`}>{t(`desk.category.${category}`)}</h2>
                <span className="meta">{t(`desk.category.note.${category}`)}</span>
              </header>
              {of(category).length === 0 ? <p className="meta desk-nothing">{t("desk.category.none")}</p> : null}
              <Order
                list={of(category)}
                idOf={(state) => state.key}
                nameOf={(state) => state.label[lang]}
                className="desk-list"
                label={t(`desk.category.${category}`)}
                mayWrite={mayWrite}
                onMove={(from, to) => move(category, from, to)}
                acts={(state) => (
                  <ActionIcon aria-label={t("desk.remove", { name: state.label[lang] })} onClick={() => retire(state)}>
                    <Icon name="trash" />
                  </ActionIcon>
                )}
              >
                {(state) =>
                  mayWrite ? (
                    <button type="button" className="desk-name" onClick={() => setEdited(state)}>
                      {state.label[lang]}
                      <small>{state.label[lang === "ko" ? "en" : "ko"]}</small>
                    </button>
                  ) : (
                    <b>{state.label[lang]}</b>
                  )
                }
              </Order>
            </section>
          ))}
        </div>
      </Loaded>
      {edited ? <StateEditor saved={edited} taken={states.map((state) => state.key)} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

interface StateEditorProps {
  readonly saved: OwnState;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function StateEditor({ saved, taken, onClose }: StateEditorProps) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const { renew, say } = useDoing(KEYS.states);
  const [draft, setDraft] = useState(saved);
  const save = async () => {
    const label = { ko: draft.label.ko.trim(), en: draft.label.en.trim() };
    if (saved.key) await desk.saveState({ ...draft, label });
    else await desk.addState({ key: freshId(label.en, taken, "state"), state: draft.state, label, position: 100 });
    await renew();
    say(t("desk.saved", { name: label[lang] }));
    onClose();
  };
  return (
    <SaveDialog
      title={t(saved.key ? "desk.states.edit" : "desk.states.new")}
      right={draft.label.ko.trim() !== "" && draft.label.en.trim() !== ""}
      save={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {(["ko", "en"] as const).map((one) => (
            <TextInput
              key={one}
              {...(one === "ko" ? { "data-autofocus": true } : {})}
              label={t(`desk.name_${one}`)}
              value={draft.label[one]}
              maxLength={60}
              error={errors[`label.${one}`]}
              onChange={(event) => setDraft({ ...draft, label: { ...draft.label, [one]: event.currentTarget.value } })}
            />
          ))}
          <NativeSelect
            label={t("desk.states.category")}
            description={t("desk.states.category_note")}
            value={draft.state}
            data={CATEGORIES.map((value) => ({ value, label: `${t(`desk.category.${value}`)} · ${t(`desk.category.note.${value}`)}` }))}
            onChange={(event) => setDraft({ ...draft, state: CATEGORIES.find((one) => one === event.currentTarget.value) ?? draft.state })}
          />
        </>
      )}
    </SaveDialog>
  );
}
