import { useEffect, useState } from "preact/hooks";
import type { Message } from "../../shared/types.ts";
import { ask } from "../kit/ask.ts";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import "../kit/parts.tsx";
import { style } from "../kit/style.ts";
import { leaving, state } from "../panel.ts";
import type { PartProps } from "../parts.tsx";
import type { SentFile } from "../quiet.ts";
import css from "./files.css?inline";
import { within } from "./shrink.ts";
import { sized, t } from "./upload.ts";

style(css);

interface Link {
  readonly url: string;
  readonly thumb_url?: string;
  readonly expires_at?: string;
}

const WIDE = 240;
/** An address lives ten minutes; it is asked for anew a little earlier. */
const FRESH_MS = 9 * 60_000;
const links = new Map<string, { readonly link: Promise<Link>; readonly at: number }>();
leaving.add(() => links.clear());

function linkOf(id: string): Promise<Link> {
  const known = links.get(id);
  if (known && Date.now() - known.at < FRESH_MS) return known.link;
  const link = ask<Link>(`files/${id}/url`);
  link.catch(() => links.delete(id));
  links.set(id, { link, at: Date.now() });
  return link;
}

/** The address is fetched at the tap, since the one drawn may be over by then. */
async function openFile(id: string): Promise<void> {
  const tab = window.open("", "_blank");
  try {
    const { url } = await linkOf(id);
    if (tab) {
      tab.opener = null;
      tab.location.href = url;
    }
  } catch {
    tab?.close();
  }
}

function Photo({ file }: { file: SentFile }) {
  const [src, setSrc] = useState("");
  const [failed, setFailed] = useState(false);
  const { online } = state; // back on line, what failed is tried again
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let mine = true;
    setFailed(false);
    linkOf(file.id).then(
      (link) => mine && setSrc(link.thumb_url || link.url),
      () => mine && setFailed(true),
    );
    return () => {
      mine = false;
    };
  }, [file.id, online]);
  const size = within(file.width ?? WIDE, file.height ?? WIDE * 0.75, WIDE);
  return (
    <button
      type="button"
      class="shot"
      style={size}
      aria-label={t("widget_files.photo", { name: file.name })}
      onClick={() => openFile(file.id)}
    >
      {failed ? (
        <span>
          <Glyph name="picture" />
          {t("widget_files.gone")}
        </span>
      ) : (
        src && <img src={src} alt="" width={size.width} height={size.height} onError={() => setFailed(true)} />
      )}
    </button>
  );
}

/** The files of a message: photos as pictures, the rest by name and size. */
function Files({ message }: PartProps & { message?: Message | undefined }) {
  const { files = [] } = (message?.data ?? {}) as { files?: readonly SentFile[] };
  return (
    <div class="fls">
      {files.map((file) =>
        file.type.startsWith("image/") ? (
          <Photo key={file.id} file={file} />
        ) : (
          <button type="button" class="doc" key={file.id} onClick={() => openFile(file.id)}>
            <Glyph name="file" />
            <span class="grow one">{file.name}</span>
            <small class="num">{sized(file.size)}</small>
          </button>
        ),
      )}
    </div>
  );
}

export default part(Files);
