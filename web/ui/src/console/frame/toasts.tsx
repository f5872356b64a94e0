import { createContext, type ReactNode, useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { usePrefs, useTexts } from "../texts.ts";
import { UndoStack } from "./undo.ts";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly at: number;
  readonly undo?: () => void;
  /** Somewhere to go, for what happened elsewhere. */
  readonly open?: { readonly text: string; readonly act: () => void };
}

interface Toasts {
  /** Says what was done; with `undo` it can be taken back: by the button for eight seconds, by Z longer. */
  readonly say: (text: string, undo?: () => void) => void;
  readonly fail: (text: string) => void;
  /** What is told elsewhere on the page already: Z takes it back as well. */
  readonly remember: (text: string, undo: () => void) => void;
  /** Tells what happened elsewhere, with a way there. */
  readonly tell: (text: string, open: { readonly text: string; readonly act: () => void }) => void;
  readonly undoLast: () => void;
  /** What was said in the last 24 hours while this page was open, the latest first. */
  readonly past: () => readonly Toast[];
}

const SHOWN_MS = 8000;
const PAST_MS = 24 * 3_600_000;
const MOST = 3;
const GAP_PX = 16;
const MOST_PAST = 50;
const ToastContext = createContext<Toasts | null>(null);

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const { nav, navWidth, listWidth } = usePrefs();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(1);
  const stack = useRef(new UndoStack());
  const past = useRef<readonly Toast[]>([]);
  const words = useRef(t);
  words.current = t;
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const value = useMemo<Toasts>(() => {
    const add = (more: Omit<Toast, "id" | "at">) => {
      const toast = { ...more, id: nextId.current++, at: Date.now() };
      past.current = [toast, ...past.current].slice(0, MOST_PAST);
      setToasts((all) => [...all, toast].slice(-MOST));
      return toast;
    };
    return {
      say: (text, undo) => {
        if (!undo) return void add({ text, bad: false });
        const toast = add({ text, bad: false, undo: () => stack.current.take(Date.now(), toast.id)?.undo() });
        stack.current.push({ id: toast.id, text, at: toast.at, undo });
      },
      remember: (text, undo) => stack.current.push({ id: nextId.current++, text, at: Date.now(), undo }),
      fail: (text) => void add({ text, bad: true }),
      tell: (text, open) => void add({ text, bad: false, open }),
      undoLast: () => {
        const last = stack.current.take(Date.now());
        if (!last) return void add({ text: words.current("console.undo.nothing"), bad: false });
        drop(last.id);
        last.undo();
      },
      past: () => past.current.filter((toast) => Date.now() - toast.at < PAST_MS),
    };
  }, [drop]);
  // How much of the foot they take: lists and pages leave it to them.
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const el = box.current;
    if (!el) return;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => style.setProperty("--said", el.offsetHeight > 0 ? `${el.offsetHeight + GAP_PX}px` : "0px"));
    watch.observe(el);
    return () => watch.disconnect();
  }, []);
  return (
    <ToastContext value={value}>
      {children}
      <div
        className="toasts"
        ref={box}
        style={{ "--nav-w": `${nav ? navWidth : 0}px`, "--list-w": `${listWidth}px` } as React.CSSProperties}
      >
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onDone={() => drop(toast.id)} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastLine({ toast, onDone }: { toast: Toast; onDone: () => void }) {
  const { t } = useTexts();
  const [held, setHeld] = useState(false);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => done.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held]);
  const act = toast.undo ?? toast.open?.act;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the time; the buttons inside act
    <div
      className={toast.bad ? "toast toast-bad" : "toast"}
      role={toast.bad ? "alert" : "status"}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      <button
        type="button"
        {...(toast.undo ? { "aria-keyshortcuts": "Z" } : {})}
        onClick={() => {
          act?.();
          onDone();
        }}
      >
        {toast.undo ? t("common.undo") : (toast.open?.text ?? t("common.close"))}
      </button>
    </div>
  );
}

export function useToasts(): Toasts {
  const value = useContext(ToastContext);
  if (!value) throw new Error("useToasts needs a ToastProvider");
  return value;
}
