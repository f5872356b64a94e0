import { useEffect, useRef, useState } from "preact/hooks";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import "../kit/parts.tsx";
import { style } from "../kit/style.ts";
import { chat, leaving } from "../panel.ts";
import { type PartProps, takeGiven } from "../parts.tsx";
import css from "./files.css?inline";
import { ACCEPT, FILES_MOST, type Running, sized, startUpload, t, type Upload } from "./upload.ts";

style(css);

// They go on while another view is shown, and end when the shopper signs out.
const running = new Map<string, Running>();
leaving.add(() => {
  for (const run of running.values()) run.cancel();
  running.clear();
});

/** The files that are on their way to the shop, at the end of the conversation; each becomes a message
 * of its own when the server has it. */
function Uploads(_: PartProps) {
  const [list, setList] = useState<readonly Upload[]>([]);
  const [many, setMany] = useState(false);

  const gone = (id: string) => {
    running.delete(id);
    setList((all) => all.filter((u) => u.id !== id));
  };
  const changed = (its: Upload) => {
    setList((all) => (all.some((u) => u.id === its.id) ? all.map((u) => (u.id === its.id ? its : u)) : [...all, its]));
    if (!its.file) return;
    const { id, name, type, size, width, height } = its.file;
    chat?.write("", [{ id, name, type, size, ...(width && height ? { width, height } : {}) }]);
    gone(its.id);
  };
  const add = (files: readonly File[]) => {
    setMany(files.length > FILES_MOST);
    for (const file of files.slice(0, FILES_MOST)) {
      let id = "";
      const run = startUpload(file, (its) => {
        id = its.id;
        changed(its);
      });
      running.set(id, run);
    }
  };
  // Every drawing looks whether files were given since the last one.
  useEffect(() => {
    const files = takeGiven();
    if (files.length > 0) add(files);
  });
  const cancel = (id: string) => {
    running.get(id)?.cancel();
    gone(id);
  };
  if (list.length === 0 && !many) return null;
  return (
    <div class="ups">
      {many && (
        <p class="err" role="alert">
          <Glyph name="warn" />
          {t("widget_files.too_many", { n: FILES_MOST })}
        </p>
      )}
      {list.map((u) =>
        u.state === "refused" ? (
          <Refused key={u.id} upload={u} onOther={add} onRemove={() => cancel(u.id)} />
        ) : (
          <Going key={u.id} upload={u} onResume={() => running.get(u.id)?.resume()} onCancel={() => cancel(u.id)} />
        ),
      )}
    </div>
  );
}

function Going({ upload, onResume, onCancel }: { upload: Upload; onResume: () => void; onCancel: () => void }) {
  const n = Math.round((upload.sent / Math.max(1, upload.size)) * 100);
  const said = { preparing: "widget_files.preparing", uploading: "widget_files.uploading", paused: "widget_files.paused" } as const;
  const words =
    upload.state === "preparing" || upload.state === "uploading" || upload.state === "paused" ? t(said[upload.state], { n }) : "";
  return (
    <div class="up1">
      {upload.thumb ? (
        <img class="shot" src={upload.thumb} alt={t("widget_files.photo", { name: upload.name })} />
      ) : (
        <span class="doc">
          <Glyph name="file" />
          <span class="grow one">{upload.name}</span>
          <small class="num">{sized(upload.size)}</small>
        </span>
      )}
      <div
        class="bar"
        role="progressbar"
        aria-label={t("widget_files.progress", { name: upload.name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={n}
        aria-valuetext={words}
      >
        <i style={{ width: `${n}%` }} />
      </div>
      <p class="by">
        <span class="num">{words}</span>
        {upload.state === "paused" && (
          <button type="button" class="lnk" onClick={onResume}>
            {t("widget_files.resume")}
          </button>
        )}
        <button type="button" class="lnk" onClick={onCancel}>
          {t("widget_files.cancel")}
        </button>
      </p>
    </div>
  );
}

function Refused({ upload, onOther, onRemove }: { upload: Upload; onOther: (files: readonly File[]) => void; onRemove: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="up1">
      <span class="doc no">{upload.name}</span>
      <p class="by no">
        <span role="alert">{upload.reason}</span>
        <button type="button" class="lnk" onClick={() => field.current?.click()}>
          {t("widget_files.other")}
        </button>
        <button type="button" class="lnk" onClick={onRemove}>
          {t("widget_files.remove")}
        </button>
      </p>
      <input
        type="file"
        hidden
        ref={field}
        accept={ACCEPT}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length === 0) return;
          onRemove();
          onOther(files);
        }}
      />
    </div>
  );
}

export default part(Uploads);
