import { Icon } from "@kit";
import { useTexts } from "../../texts.ts";
import { sized } from "./fileOf.ts";
import { type Attached, MOST_FILES, type Uploads } from "./useUploads.ts";

/** What will go with the answer: each with how far it is, and how to take it out or try again. */
export function AttachedList({ uploads }: { readonly uploads: Uploads }) {
  const { t } = useTexts();
  if (uploads.list.length === 0 && !uploads.tooMany) return null;
  return (
    <div className="attached">
      {uploads.tooMany ? (
        <p role="alert" className="failed">
          <Icon name="alert" size={14} />
          {t("console_files.too_many", { n: MOST_FILES })}
        </p>
      ) : null}
      {uploads.list.length > 0 ? (
        <ul aria-label={t("console_files.attached")}>
          {uploads.list.map((one) => (
            <One key={one.key} one={one} onRemove={() => uploads.remove(one.key)} onRetry={() => uploads.retry(one.key)} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function One({ one, onRemove, onRetry }: { one: Attached; onRemove: () => void; onRetry: () => void }) {
  const { t } = useTexts();
  const percent = Math.min(100, Math.round((one.sent / Math.max(1, one.size)) * 100));
  const picture = one.file?.type.startsWith("image/") ? (one.file.thumb_url ?? one.file.url ?? "") : "";
  return (
    <li data-state={one.state}>
      {picture ? <img src={picture} alt="" /> : <Icon name="clip" />}
      <span className="attached-name" title={one.name}>
        {one.name}
      </span>
      {one.state === "uploading" ? (
        <span
          className="attached-bar"
          role="progressbar"
          aria-label={t("console_files.progress", { name: one.name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <span style={{ width: `${percent}%` }} />
        </span>
      ) : null}
      {one.state === "ready" ? <span className="num attached-size">{sized(one.size)}</span> : null}
      {one.reason ? (
        <span role="alert" className="failed">
          {one.reason}
        </span>
      ) : null}
      {one.state === "failed" ? (
        <button type="button" className="link-button" onClick={onRetry} aria-label={t("console_files.retry_name", { name: one.name })}>
          {t("console_files.retry")}
        </button>
      ) : null}
      <button type="button" className="attached-remove" onClick={onRemove} aria-label={t("console_files.remove", { name: one.name })}>
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
