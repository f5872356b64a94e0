import { Button, Icon } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { AttachedList } from "../files/AttachedList.tsx";
import { filesOf, isPicture } from "../files/fileOf.ts";
import { MessageFiles } from "../files/MessageFiles.tsx";
import type { Uploads } from "../files/useUploads.ts";
import type { TicketDetail } from "../ticket.ts";
import { threads } from "../ticketApi.ts";
import { useReturnsTexts } from "./texts.ts";

interface PhotosProps {
  readonly ticket: TicketDetail;
  readonly chosen: readonly string[];
  readonly uploads: Uploads;
  readonly onChoose: (chosen: readonly string[]) => void;
}

const PICTURES = "image/jpeg,image/png,image/webp,image/gif";

/** The pictures that the shopper sent in this conversation, and those that staff have from elsewhere. */
export function Photos({ ticket, chosen, uploads, onChoose }: PhotosProps) {
  const t = useReturnsTexts();
  const picker = useRef<HTMLInputElement>(null);
  const query = useQuery({
    queryKey: ["photos", ticket.conversation_id],
    queryFn: ({ signal }) => threads.read(ticket.conversation_id, { limit: 100 }, signal),
    staleTime: 30_000,
  });
  const files = useMemo(
    () => (query.data?.messages ?? []).flatMap((message) => (message.from === "shopper" ? filesOf(message.data).filter(isPicture) : [])),
    [query.data],
  );
  return (
    <fieldset className="return-photos">
      <legend>{t("console_returns.photos")}</legend>
      {files.map((file) => (
        <div key={file.id}>
          <MessageFiles conversation={ticket.conversation_id} files={[file]} />
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(file.id)}
              onChange={(event) => onChoose(event.currentTarget.checked ? [...chosen, file.id] : chosen.filter((id) => id !== file.id))}
            />
            {file.name}
          </label>
        </div>
      ))}
      <AttachedList uploads={uploads} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={PICTURES}
        onChange={(event) => {
          uploads.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <div>
        <Button size="xs" leftSection={<Icon name="clip" size={14} />} onClick={() => picker.current?.click()}>
          {t("console_returns.photos_add")}
        </Button>
      </div>
    </fieldset>
  );
}
