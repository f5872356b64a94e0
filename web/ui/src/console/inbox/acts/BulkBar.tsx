import { Button, Icon, Menu, Progress } from "@kit";
import { useLayoutEffect, useRef } from "react";
import { Hint, useAriaKeys } from "../../frame/Hint.tsx";
import { useOffline } from "../../live/useOffline.ts";
import { useTexts } from "../../texts.ts";
import { finished } from "./bulk.ts";
import type { PickKind } from "./Picker.tsx";
import { type Selection, sizeOf } from "./selection.ts";
import { type Running, wordOf } from "./useListActs.ts";
import type { Whole } from "./useWholeCount.ts";

export interface BulkBarProps {
  readonly selection: Selection;
  /** All rows that are loaded are chosen, and the view holds more. */
  readonly more: Whole | null;
  readonly running: Running | null;
  readonly onPick: (kind: PickKind) => void;
  readonly onSolve: () => void;
  readonly onWhole: () => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
  readonly onDismiss: () => void;
  readonly onCancel: () => void;
  readonly onOnly: (() => void) | null;
}

/** The bar under the list: what can be done to the chosen tickets, and how a job goes. */
export function BulkBar(props: BulkBarProps) {
  const { selection, running } = props;
  const size = sizeOf(selection);
  const shown = size > 0 || running !== null;
  const bar = useRef<HTMLDivElement>(null);
  // What is said stands above it, over no row.
  useLayoutEffect(() => {
    const el = bar.current;
    if (!shown || !el) return;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => style.setProperty("--bulk-h", `${el.offsetHeight}px`));
    watch.observe(el);
    return () => {
      watch.disconnect();
      style.removeProperty("--bulk-h");
    };
  }, [shown]);
  if (!shown) return null;
  return (
    <div className="bulk" ref={bar}>
      {running ? <JobLine {...props} running={running} /> : null}
      {size > 0 ? <Acts {...props} size={size} /> : null}
    </div>
  );
}

function Acts({ selection, size, more, onPick, onSolve, onWhole, onClear }: BulkBarProps & { readonly size: number }) {
  const { t } = useTexts();
  const keys = useAriaKeys();
  const off = useOffline();
  return (
    <div role="group" aria-label={t("console.bulk.label")} className="bulk-acts">
      <p className="bulk-count" role="status">
        {t("console.bulk.chosen", { n: size })}
        <button type="button" className="link-button" onClick={onClear}>
          {t("console.bulk.clear")}
        </button>
      </p>
      {more !== null && selection.whole === null ? (
        <button type="button" className="link-button bulk-whole" onClick={onWhole}>
          {t(more.beyond ? "console.bulk.first" : "console.bulk.all", { n: more.n })}
        </button>
      ) : null}
      <div className="bulk-buttons">
        <Button
          size="xs"
          leftSection={<Icon name="check" size={16} />}
          rightSection={<Hint id="solve" />}
          {...off}
          {...keys("solve")}
          onClick={onSolve}
        >
          {t("console.bulk.solve_n", { n: size })}
        </Button>
        <Button size="xs" onClick={() => onPick("assign")} {...off} {...keys("assign")}>
          {t("console.act.assign")}
        </Button>
        <Button size="xs" onClick={() => onPick("tag")} {...off} {...keys("tag")}>
          {t("console.act.tag")}
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <Button size="xs" aria-label={t("console.row.more")} px={6} {...off}>
              <Icon name="dots" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Icon name="moon" />} rightSection={<Hint id="snooze" />} onClick={() => onPick("snooze")}>
              {t("console.act.snooze")}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="flag" />} rightSection={<Hint id="priority" />} onClick={() => onPick("priority")}>
              {t("console.act.priority")}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="people" />} onClick={() => onPick("team")}>
              {t("console.act.team")}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="bolt" />} onClick={() => onPick("macro")}>
              {t("console.act.macro")}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="merge" />} disabled={size < 2 || selection.whole !== null} onClick={() => onPick("merge")}>
              {t("console.act.merge")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

function JobLine({ running, onUndo, onDismiss, onCancel, onOnly }: BulkBarProps & { readonly running: Running }) {
  const { t } = useTexts();
  const { job, kind } = running;
  const act = t(`console.bulk.act.${wordOf(kind)}`);
  if (!finished(job)) {
    const counted = t("console.bulk.working", { total: job.total, done: kind === "undo" ? (job.undone ?? 0) : job.done + job.failed });
    const text = kind === "undo" ? `${t("console.bulk.undoing")} · ${counted}` : counted;
    return (
      <div className="bulk-job">
        <p className="num">{text}</p>
        <Progress label={act} text={text} total={job.total} done={job.done} failed={job.failed} />
        {kind === "undo" ? null : (
          <div className="bulk-buttons">
            <Button size="xs" onClick={onCancel}>
              {t("console.bulk.cancel")}
            </Button>
          </div>
        )}
      </div>
    );
  }
  return (
    <div className="bulk-job">
      <p className="num" role="status">
        {t("console.bulk.done", { n: job.done, act })}
        {job.failed > 0 ? ` · ${t("console.bulk.failed", { n: job.failed })}` : ""}
      </p>
      {job.failed > 0 ? (
        <details>
          <summary>{t("console.bulk.why")}</summary>
          <ul>
            {(job.failures ?? []).slice(0, 20).map((failure) => (
              <li key={failure.id}>
                #{failure.number} {failure.text}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <div className="bulk-buttons">
        {onOnly && job.failed > 0 ? (
          <Button size="xs" onClick={onOnly}>
            {t("console.bulk.only_failed", { n: job.failed })}
          </Button>
        ) : null}
        {job.done > 0 ? (
          <Button size="xs" onClick={onUndo}>
            {t("common.undo")}
          </Button>
        ) : null}
        <Button size="xs" variant="subtle" onClick={onDismiss}>
          {t("common.close")}
        </Button>
      </div>
    </div>
  );
}
