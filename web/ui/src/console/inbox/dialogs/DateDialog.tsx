import { Button, Modal, TextInput } from "@kit";
import { type FormEvent, useState } from "react";
import { useTexts } from "../../texts.ts";
import { localValue, momentOf } from "./moment.ts";

export interface DateDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly lead?: string;
  readonly onPick: (at: string) => void;
  readonly onClose: () => void;
}

const HOUR_MS = 3_600_000;

/** A day and a time in the shop's zone. */
export default function DateDialog({ title, submit, lead, onPick, onClose }: DateDialogProps) {
  const { t } = useTexts();
  const [value, setValue] = useState(() => localValue(new Date(Date.now() + HOUR_MS)));
  const [wrong, setWrong] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const at = momentOf(value);
    if (!at || at.getTime() <= Date.now()) return setWrong(true);
    onPick(at.toISOString());
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save}>
        {lead ? <p className="sub">{lead}</p> : null}
        <TextInput
          type="datetime-local"
          label={t("console_talk.date_label")}
          value={value}
          onChange={(event) => {
            setWrong(false);
            setValue(event.currentTarget.value);
          }}
          error={wrong ? t("console_talk.date_passed") : null}
          data-autofocus
          required
        />
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button type="submit" variant="filled">
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
