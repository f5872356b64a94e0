import { ActionIcon, Button, Chip, Icon, NativeSelect, TextInput } from "@kit";
import { number } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { AskDialog } from "../Dialog.tsx";
import { Loaded } from "../Loaded.tsx";
import { SaveDialog } from "../SaveDialog.tsx";
import { useTexts } from "../texts.ts";
import { desk, type TagUse } from "./api.ts";
import { useDeskTexts } from "./texts.ts";
import { KEYS, useDoing } from "./useDesk.ts";

type Open = { readonly act: "add" } | { readonly act: "rename" | "remove"; readonly tag: TagUse };

/** The tags with how much they are used; renamed, made one of two, taken off. */
export function TagsTab({ mayWrite }: { mayWrite: boolean }) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const [text, setText] = useState("");
  const [byName, setByName] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const query = useQuery({
    queryKey: KEYS.tags,
    queryFn: ({ signal }) => desk.tags(signal),
    refetchInterval: ({ state }) => (state.data?.some((tag) => tag.moving) ? 5_000 : false),
  });
  const { doing } = useDoing(KEYS.tags);
  const tags = query.data ?? [];
  const wanted = text.trim().toLowerCase();
  const shown = tags
    .filter((tag) => tag.name.toLowerCase().includes(wanted))
    .toSorted((a, b) => (byName ? 0 : b.tickets - a.tickets) || a.name.localeCompare(b.name, lang));
  const remove = (tag: TagUse) => {
    if (tag.tickets > 0) return setOpen({ act: "remove", tag });
    void doing(
      () => desk.removeTag(tag.name),
      t("desk.removed", { name: tag.name }),
      () => desk.addTag(tag.name),
    );
  };
  return (
    <>
      <div className="desk-lead">
        <p className="meta">{t("desk.tags.lead")}</p>
        {mayWrite ? (
          <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => setOpen({ act: "add" })}>
            {t("desk.tags.new")}
          </Button>
        ) : null}
      </div>
      <Loaded
        query={query}
        empty={tags.length === 0 && query.data ? { icon: "tag", title: t("desk.tags.empty"), detail: t("desk.tags.empty_detail") } : null}
      >
        <div className="desk-find">
          <TextInput
            type="search"
            aria-label={t("desk.tags.find")}
            placeholder={t("desk.tags.find")}
            leftSection={<Icon name="find" size={16} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label={t("desk.tags.order")}
            value={byName ? "name" : "use"}
            data={[
              { value: "use", label: t("desk.tags.by_use") },
              { value: "name", label: t("desk.tags.by_name") },
            ]}
            onChange={(event) => setByName(event.currentTarget.value === "name")}
          />
        </div>
        <div className="panel table-wrap">
          <table className="table desk-tags">
            <thead>
              <tr>
                <th>{t("desk.tags.col.name")}</th>
                <th className="right">{t("desk.tags.col.tickets")}</th>
                <th className="right">{t("desk.tags.col.open")}</th>
                <th className="right">
                  <span className="sr">{t("desk.tags.rename_do")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((tag) => (
                <tr key={tag.name}>
                  <td>
                    <Link href={`/all?tag=${encodeURIComponent(tag.name)}`}>{tag.name}</Link>{" "}
                    {tag.moving ? <Chip>{t("desk.tags.moving")}</Chip> : null}
                  </td>
                  <td className="right num">{number(tag.tickets)}</td>
                  <td className="right num">{number(tag.open)}</td>
                  <td className="right">
                    {mayWrite ? (
                      <span className="desk-moves">
                        <ActionIcon aria-label={t("desk.tags.rename", { name: tag.name })} onClick={() => setOpen({ act: "rename", tag })}>
                          <Icon name="edit" />
                        </ActionIcon>
                        <ActionIcon aria-label={t("desk.remove", { name: tag.name })} onClick={() => remove(tag)}>
                          <Icon name="trash" />
                        </ActionIcon>
                      </span>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length === 0 ? <p className="meta desk-nothing">{t("desk.tags.none_found", { text: text.trim() })}</p> : null}
        </div>
      </Loaded>
      {open?.act === "add" || open?.act === "rename" ? (
        <NameDialog tag={open.act === "rename" ? open.tag : null} tags={tags} onClose={() => setOpen(null)} />
      ) : null}
      {open?.act === "remove" ? (
        <AskDialog
          title={t("desk.tags.remove_title", { name: open.tag.name, n: open.tag.tickets })}
          act={t("desk.tags.remove_do", { n: open.tag.tickets })}
          keep={t("desk.tags.keep")}
          danger
          onAct={() => void doing(() => desk.removeTag(open.tag.name), t("desk.removed", { name: open.tag.name }))}
          onClose={() => setOpen(null)}
        >
          {t("desk.tags.remove_note")}
        </AskDialog>
      ) : null}
    </>
  );
}

interface NameDialogProps {
  /** Null: a new one. */
  readonly tag: TagUse | null;
  readonly tags: readonly TagUse[];
  readonly onClose: () => void;
}

/** Names a tag, or gives it another name; the name of another tag makes one of both, which says its size. */
function NameDialog({ tag, tags, onClose }: NameDialogProps) {
  const t = useDeskTexts();
  const { renew, say, fail } = useDoing(KEYS.tags);
  const [name, setName] = useState(tag?.name ?? "");
  const to = name.trim().replace(/^#/, "");
  const other = tag && to !== tag.name ? tags.find((one) => one.name === to) : undefined;
  const undo = (act: () => Promise<unknown>) => () => void act().then(renew, fail);
  const save = async () => {
    const from = tag?.name;
    await (from === undefined ? desk.addTag(to) : desk.renameTag(from, to));
    await renew();
    if (from === undefined)
      say(
        t("desk.tags.added", { name: to }),
        undo(() => desk.removeTag(to)),
      );
    else if (other) say(t("desk.tags.merged", { name: from, to }));
    else
      say(
        t("desk.tags.renamed", { name: from, to }),
        undo(() => desk.renameTag(to, from)),
      );
    onClose();
  };
  return (
    <SaveDialog
      title={tag ? t("desk.tags.rename_title", { name: tag.name }) : t("desk.tags.new")}
      act={tag ? (other ? t("desk.tags.merge_do", { n: tag.tickets }) : t("desk.tags.rename_do")) : t("desk.tags.new")}
      right={to !== "" && to !== tag?.name}
      groups={["to"]}
      save={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextInput
            data-autofocus
            label={t("desk.tags.name")}
            value={name}
            maxLength={40}
            error={errors["name"]}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {tag ? (
            <p className={other ? "desk-warn" : "meta"} role="status">
              {other ? t("desk.tags.merge_note", { to, n: tag.tickets }) : t("desk.tags.rename_note", { n: tag.tickets })}
            </p>
          ) : null}
        </>
      )}
    </SaveDialog>
  );
}
