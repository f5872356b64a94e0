import { Button, Icon, Modal } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useFrames } from "../../live/useLive.tsx";
import { useTexts } from "../../texts.ts";
import { returns } from "./api.ts";
import { ReturnCard } from "./ReturnCard.tsx";
import { useReturnsTexts } from "./texts.ts";

/** What waits for the reader's approval; nothing while nothing does. */
export default function ApprovalsBar() {
  const { t: common } = useTexts();
  const t = useReturnsTexts();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["approvals"],
    queryFn: ({ signal }) => returns.waiting(signal),
    retry: false,
  });
  const client = useQueryClient();
  // Told of every step of a return; what happened while nobody told is read with the next welcome.
  useFrames((frame) => {
    if (frame.t === "returns" || frame.t === "welcome") void client.invalidateQueries({ queryKey: ["approvals"] });
  });
  const list = query.data ?? [];
  if (list.length === 0 && !open) return null;
  return (
    <>
      <div className="approvals" role="status">
        <Icon name="hourglass" size={16} />
        <span>{t("console_returns.approvals", { n: list.length })}</span>
        <Button size="xs" onClick={() => setOpen(true)}>
          {t("console_returns.approvals_open")}
        </Button>
      </div>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t("console_returns.approvals_title")}
        closeButtonProps={{ "aria-label": common("common.close") }}
      >
        {list.length === 0 ? <p className="sub">{t("console_returns.approvals_none")}</p> : null}
        <div className="return-list">
          {list.map((one) => (
            <section key={one.id}>
              <Link href={`/inbox/${one.ticket}`} onClick={() => setOpen(false)} className="link-button">
                #{one.ticket} {one.subject}
              </Link>
              <ReturnCard one={one} />
            </section>
          ))}
        </div>
      </Modal>
    </>
  );
}
