import { Icon, Modal } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "../../texts.ts";
import { conversationFiles } from "./api.ts";
import { isPicture, type SentFile, shownSize, sized } from "./fileOf.ts";

export interface MessageFilesProps {
  readonly conversation: string;
  readonly files: readonly SentFile[];
}

/** The files of a message: pictures small, and large when they are chosen; papers as rows to save. */
export function MessageFiles({ conversation, files }: MessageFilesProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState<SentFile | null>(null);
  return (
    <ul className="files" aria-label={t("console_files.of_message", { n: files.length })}>
      {files.map((file) => (
        <li key={file.id}>
          {isPicture(file) ? (
            <Picture conversation={conversation} file={file} onOpen={() => setOpen(file)} />
          ) : (
            <Paper conversation={conversation} file={file} />
          )}
        </li>
      ))}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open?.name ?? ""}
        size="auto"
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        {open ? <Large conversation={conversation} file={open} /> : null}
      </Modal>
    </ul>
  );
}

const LASTS_MS = 9 * 60_000; // an address holds for ten minutes

function useLink(conversation: string, file: SentFile, wanted = true) {
  return useQuery({
    queryKey: ["file", conversation, file.id],
    queryFn: ({ signal }) => conversationFiles.link(conversation, file.id, signal),
    enabled: wanted,
    staleTime: LASTS_MS,
    gcTime: LASTS_MS,
    refetchOnWindowFocus: false,
  });
}

interface OneProps {
  readonly conversation: string;
  readonly file: SentFile;
}

function Picture({ conversation, file, onOpen }: OneProps & { onOpen: () => void }) {
  const { t } = useTexts();
  const { box, near } = useNear();
  const link = useLink(conversation, file, near);
  const [broken, setBroken] = useState(false);
  const size = shownSize(file);
  const source = link.data?.thumb_url ?? link.data?.url;
  return (
    <button
      type="button"
      ref={box}
      className="picture"
      style={size}
      onClick={onOpen}
      aria-label={t("console_files.open_picture", { name: file.name })}
    >
      {source && !broken ? <img src={source} alt="" {...size} onError={() => setBroken(true)} /> : null}
      {link.isError || broken ? <span className="picture-gone">{t("console_files.gone")}</span> : null}
    </button>
  );
}

// Addresses are asked for only of pictures that come near the screen.
function useNear() {
  const box = useRef<HTMLButtonElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const el = box.current;
    if (!el || near) return;
    const watch = new IntersectionObserver((seen) => setNear(seen.some((s) => s.isIntersecting)), { rootMargin: "400px" });
    watch.observe(el);
    return () => watch.disconnect();
  }, [near]);
  return { box, near };
}

function Large({ conversation, file }: OneProps) {
  const { t } = useTexts();
  const link = useLink(conversation, file);
  const { refetch, dataUpdatedAt } = link;
  // It may have been on the screen for longer than its address holds.
  useEffect(() => {
    if (dataUpdatedAt > 0 && Date.now() - dataUpdatedAt > LASTS_MS) void refetch();
  }, [dataUpdatedAt, refetch]);
  if (link.isError) return <p>{t("console_files.gone")}</p>;
  return (
    <div className="picture-large">
      {link.data ? (
        <img src={link.data.url} alt={t("console_files.picture", { name: file.name })} width={file.width} height={file.height} />
      ) : null}
    </div>
  );
}

// The address is made when it is asked for: one that was made with the page would be over by then.
function Paper({ conversation, file }: OneProps) {
  const { t } = useTexts();
  const [state, setState] = useState<"" | "busy" | "gone">("");
  const save = async () => {
    setState("busy");
    try {
      const { url } = await conversationFiles.link(conversation, file.id);
      const a = document.createElement("a");
      a.href = url;
      a.download = file.name;
      a.click();
      setState("");
    } catch {
      setState("gone");
    }
  };
  return (
    <>
      <button
        type="button"
        className="paper"
        aria-busy={state === "busy"}
        onClick={() => void save()}
        aria-label={t("console_files.save", { name: file.name, size: sized(file.size) })}
      >
        <Icon name="paper" />
        <span className="paper-name">{file.name}</span>
        <span className="num paper-size">{sized(file.size)}</span>
      </button>
      {state === "gone" ? (
        <span role="alert" className="failed">
          {t("console_files.gone")}
        </span>
      ) : null}
    </>
  );
}
