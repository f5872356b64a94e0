import { Button } from "@kit";
import { type FormEvent, type ReactNode, useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { errorsOf, sayProblem } from "./problems.ts";
import { useTexts } from "./texts.ts";

export interface SaveDialogProps {
  readonly title: string;
  readonly size?: "lg";
  /** Whether what is written can be saved. */
  readonly right: boolean;
  /** Saves, says so and closes the dialog; what goes wrong is said here. */
  readonly save: () => Promise<void>;
  readonly onClose: () => void;
  /** Fields that are not single inputs: what the server says of them stands below the form. */
  readonly groups?: readonly string[];
  /** What the button says that saves, where it does more than that. */
  readonly act?: string;
  /** The fields, with what the server says of each. */
  readonly children: (errors: Readonly<Record<string, string>>) => ReactNode;
}

/** A form in a dialog that is open until it is saved. */
export function SaveDialog({ title, size, right, save, onClose, groups = [], act, children }: SaveDialogProps) {
  const { t } = useTexts();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!right || busy) return;
    setBusy(true);
    setWrong("");
    try {
      await save();
    } catch (error) {
      const found = errorsOf(error, "");
      setErrors(found);
      setWrong(Object.keys(found).length > 0 ? (groups.map((name) => found[name]).find(Boolean) ?? "") : sayProblem(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} {...(size ? { size } : {})} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} onChange={() => setErrors({})}>
        {children(errors)}
        {wrong ? (
          <p className="form-error" role="alert">
            {wrong}
          </p>
        ) : null}
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button type="submit" variant="filled" loading={busy} disabled={!right}>
            {act ?? t("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
