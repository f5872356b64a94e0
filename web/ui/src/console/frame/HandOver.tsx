import { Button, Modal } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { tickets } from "../inbox/ticketApi.ts";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useToasts } from "./toasts.tsx";

export interface HandOverProps {
  readonly chats: number;
  readonly onClose: () => void;
}

const MOST = 100;

/** Who leaves with open chats says what becomes of them. */
export default function HandOver({ chats, onClose }: HandOverProps) {
  const { t } = useTexts();
  const { me } = useSession();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const duty = useQuery({ queryKey: ["presence"], queryFn: ({ signal }) => tickets.presence(signal) });
  const there = (duty.data?.staff ?? []).filter((person) => person.id !== me.id && person.state === "online");
  const give = async (owner: number | null) => {
    onClose();
    try {
      const page = await tickets.list({ state: "new,open", owner: "me", channel: "chat", limit: MOST });
      const mine = page.items ?? [];
      for (const ticket of mine) await tickets.assign(ticket.number, owner);
      say(t("console.handover.done", { n: mine.length }), async () => {
        for (const ticket of mine) await tickets.assign(ticket.number, me.id).catch(() => {});
        void client.invalidateQueries({ queryKey: ["tickets"] });
      });
    } catch (error) {
      fail(sayProblem(error, t));
    }
    void client.invalidateQueries({ queryKey: ["tickets"] });
    void client.invalidateQueries({ queryKey: ["counts"] });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("console.handover.title", { n: chats })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <p>{t("console.handover.body")}</p>
      <div className="choices">
        {there.map((person) => (
          <Button key={person.id} onClick={() => void give(person.id)}>
            {t("console.handover.to", { n: chats, name: person.name, held: person.open_chats })}
          </Button>
        ))}
        <Button onClick={() => void give(null)}>{t("console.handover.queue", { n: chats })}</Button>
        <Button variant="filled" onClick={onClose}>
          {t("console.handover.keep")}
        </Button>
      </div>
    </Modal>
  );
}
