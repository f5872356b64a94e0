import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTexts } from "../texts.ts";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly undo?: () => void;
}

interface Toasts {
  /** Says what was done; with `undo` it can be taken back for eight seconds, by the button or Z. */
  readonly say: (text: string, undo?: () => void) => void;
  readonly fail: (text: string) => void;
  readonly undoLast: () => void;
}

const SHOWN_MS = 8000;
const MOST = 3;
const ToastContext = createContext<Toasts | null>(null);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(1);
  const latest = useRef(toasts);
  latest.current = toasts;
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const value = useMemo<Toasts>(() => {
    const add = (toast: Omit<Toast, "id">) => setToasts((all) => [...all, { ...toast, id: nextId.current++ }].slice(-MOST));
    return {
      say: (text, undo) => add(undo ? { text, bad: false, undo } : { text, bad: false }),
      fail: (text) => add({ text, bad: true }),
      undoLast: () => {
        const last = latest.current.filter((toast) => toast.undo).at(-1);
        if (!last) return;
        drop(last.id);
        last.undo?.();
      },
    };
  }, [drop]);
  return (
    <ToastContext value={value}>
      {children}
      <div className="toasts">
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
      {toast.undo ? (
        <button
          type="button"
          aria-keyshortcuts="Z"
          onClick={() => {
            toast.undo?.();
            onDone();
          }}
        >
          {t("common.undo")}
        </button>
      ) : (
        <button type="button" onClick={onDone}>
          {t("common.close")}
        </button>
      )}
    </div>
  );
}

export function useToasts(): Toasts {
  const value = useContext(ToastContext);
  if (!value) throw new Error("useToasts needs a ToastProvider");
  return value;
}
