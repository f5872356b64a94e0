import { Button, Keys, Modal } from "@kit";
import { TagsInput } from "@kit/fields";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../../texts.ts";
import type { TicketDetail } from "../ticket.ts";
import { tickets } from "../ticketApi.ts";
import type { useActs } from "../useActs.ts";

export interface TagsDialogProps {
  readonly ticket: TicketDetail;
  readonly acts: ReturnType<typeof useActs>;
  readonly onClose: () => void;
}

/** The tags of a ticket: those that are known are offered while one is typed. */
export default function TagsDialog({ ticket, acts, onClose }: TagsDialogProps) {
  const { t } = useTexts();
  const before = ticket.tags ?? [];
  const [tags, setTags] = useState<string[]>([...before]);
  const [search, setSearch] = useState("");
  const known = useQuery({ queryKey: ["tags", search], queryFn: ({ signal }) => tickets.tags(search, signal), staleTime: 30_000 });
  const names = (known.data ?? []).map((one) => (typeof one === "string" ? one : one.name));
  const save = () => {
    const add_tags = tags.filter((tag) => !before.includes(tag));
    const remove_tags = before.filter((tag) => !tags.includes(tag));
    onClose();
    if (add_tags.length + remove_tags.length > 0) void acts.change({ add_tags, remove_tags }, t("console_talk.done.tags"));
  };
  return (
    <Modal opened onClose={onClose} title={t("console_talk.tags")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <TagsInput
        label={t("console_talk.tags_label")}
        description={t("console_talk.tags_hint")}
        value={tags}
        onChange={setTags}
        data={[...new Set(names)]}
        searchValue={search}
        onSearchChange={setSearch}
        maxTags={20}
        data-autofocus
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
          event.preventDefault();
          save();
        }}
      />
      <div className="guard-acts">
        <Button variant="subtle" onClick={onClose}>
          {t("common.back")}
        </Button>
        <Button variant="filled" rightSection={<Keys combo="Mod+Enter" />} onClick={save}>
          {t("common.save")}
        </Button>
      </div>
    </Modal>
  );
}
