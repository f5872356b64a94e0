import { Button, Modal } from "@kit";
import { TagsInput } from "@kit/fields";
import { useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { tagsOfBoth } from "./fields.ts";
import { type Likeness, people } from "./personApi.ts";
import { useRefresh } from "./usePerson.ts";

/** The tags of a person: what campaigns choose by and lists show. */
export default function TagsSheet({ ticket, person, onClose }: { ticket: TicketDetail; person: Likeness; onClose: () => void }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const { say, fail } = useToasts();
  const refresh = useRefresh();
  const before = person.tags ?? [];
  const [tags, setTags] = useState<string[]>([...before]);
  const [from, setFrom] = useState(person);
  if (person.version !== from.version) {
    setFrom(person);
    setTags(tagsOfBoth(from.tags ?? [], before, tags)); // a colleague has saved meanwhile
  }
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const done = await people.putTags(person.id, { tags, version: person.version, ticket: ticket.number });
      onClose();
      say(p("console_panel.tags_saved"), () => {
        people
          .putTags(person.id, { tags: before, version: done.version, ticket: ticket.number })
          .then(refresh)
          .catch((error: unknown) => fail(sayProblem(error, t)));
      });
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
    }
    await refresh();
  };
  return (
    <Modal opened onClose={onClose} title={p("console_panel.tags_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <TagsInput
        label={p("console_panel.tags")}
        description={p("console_panel.tags_hint")}
        value={tags}
        onChange={setTags}
        maxTags={50}
        data-autofocus
      />
      <div className="guard-acts">
        <Button variant="subtle" onClick={onClose}>
          {t("common.back")}
        </Button>
        <Button variant="filled" loading={busy} onClick={() => void save()}>
          {t("common.save")}
        </Button>
      </div>
    </Modal>
  );
}
