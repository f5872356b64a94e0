import en from "@texts/en/widget.json";
import ko from "@texts/ko/widget.json";
import { type Lang, type Translate, translator } from "../shared/i18n.ts";
import { type Config, readConfig } from "./api.ts";
import { type Bridge, connectPage } from "./bridge.ts";
import { Chat, type ChatState } from "./chat.ts";
import type { Init, OpenedBy, Theme, ToFrame } from "./messages.ts";

// The state of the panel around the conversation: which view, which language, open or not.

export type Key = keyof typeof ko;
export type T = Translate<Key>;
export type Place = { readonly view: "home" } | { readonly view: "chat" } | { readonly view: "article"; readonly slug: string; readonly url: string };

export interface PanelState {
  readonly started: boolean;
  readonly lang: Lang;
  readonly theme: Theme;
  readonly full: boolean;
  readonly open: boolean;
  /** Counts the openings, so that a view can move the focus once for each. */
  readonly opening: number;
  readonly by: OpenedBy;
  readonly place: Place;
  readonly config: Config | null;
  readonly online: boolean;
  readonly unread: number;
  /** A text that Dari.ask() or a search brought into the composer. */
  readonly asked: string;
  readonly chat: ChatState;
}

const CONFIG_FRESH_MS = 60_000;

export class Panel {
  state: PanelState;
  t: T;
  readonly chat: Chat;
  private readonly bridge: Bridge;
  private readonly draw: () => void;
  private key = "";
  private configAt = 0;

  constructor(pageOrigin: string, draw: () => void) {
    this.draw = draw;
    this.t = translator({ ko, en }, "ko");
    this.bridge = connectPage(pageOrigin, (message) => this.hear(message));
    this.chat = new Chat({
      key: () => this.key,
      lang: () => this.state.lang,
      changed: (chat) => this.state && this.set({ chat }),
      tokenChanged: (token) => this.bridge.post({ t: "token", token }),
      arrived: (message) => {
        this.bridge.post({ t: "event", name: "message", detail: { from: message.from, seq: message.seq } });
        if (message.from === "agent" && !this.reading) this.count(this.state.unread + 1);
      },
      identityExpired: () => this.bridge.post({ t: "event", name: "identity-expired" }),
    });
    this.state = {
      started: false,
      lang: "ko",
      theme: "auto",
      full: false,
      open: false,
      opening: 0,
      by: "page",
      place: { view: "home" },
      config: null,
      online: navigator.onLine,
      unread: 0,
      asked: "",
      chat: this.chat.state,
    };
    addEventListener("online", () => this.set({ online: true }));
    addEventListener("offline", () => this.set({ online: false }));
    addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && !event.isComposing && this.close());
    matchMedia("(prefers-color-scheme:dark)").addEventListener("change", () => this.set({}));
    document.addEventListener("visibilitychange", () => this.set({}));
    this.bridge.post({ t: "ready" });
  }

  /** The conversation is in front of the shopper's eyes. */
  get reading(): boolean {
    return this.state.open && this.state.place.view === "chat" && document.visibilityState === "visible";
  }

  close(): void {
    this.bridge.post({ t: "close" });
  }

  go(place: Place, asked = ""): void {
    this.set({ place, asked });
    if (place.view !== "article") this.bridge.post({ t: "view", view: place.view });
    if (place.view === "chat") {
      this.chat.start();
      this.count(0);
    }
  }

  setLang(lang: Lang): void {
    this.t = translator({ ko, en }, lang);
    this.set({ lang });
    this.bridge.post({ t: "lang", lang });
    void this.loadConfig(true);
  }

  setTheme(theme: Theme): void {
    this.set({ theme });
    this.bridge.post({ t: "theme", theme });
  }

  private hear(message: ToFrame): void {
    switch (message.t) {
      case "init":
        return this.init(message);
      case "open":
        return this.opened(message.view, message.by);
      case "close":
        return this.set({ open: false });
      case "ask":
        return this.go({ view: "chat" }, message.text);
      case "article":
        return this.go({ view: "article", slug: message.slug, url: "" });
      case "identify":
        return this.chat.identify(message.jwt);
      case "logout":
        this.chat.logout();
        this.count(0);
        return this.set({ place: { view: "home" }, asked: "" });
      case "lang":
        return this.setLang(message.lang);
      case "theme":
        return this.set({ theme: message.theme });
      case "full":
        return this.set({ full: message.full });
    }
  }

  private init(init: Init): void {
    this.key = init.key;
    this.chat.identity(init.token, init.jwt);
    this.t = translator({ ko, en }, init.lang);
    const { style } = document.documentElement;
    if (init.brand) {
      style.setProperty("--brand", init.brand.bg);
      style.setProperty("--brand-on", init.brand.on);
    }
    this.set({ started: true, lang: init.lang, theme: init.theme, full: init.full });
    void this.loadConfig(false); // shown interest is enough to ask for the status line
  }

  private opened(view: "home" | "chat" | null, by: OpenedBy): void {
    this.set({ open: true, by, opening: this.state.opening + 1 });
    if (this.chat.known) this.chat.start();
    void this.loadConfig(false);
    if (view) this.go({ view });
    else if (this.state.place.view === "chat") this.go(this.state.place);
  }

  private count(unread: number): void {
    if (unread === this.state.unread) return;
    this.set({ unread });
    this.bridge.post({ t: "unread", n: unread });
  }

  private async loadConfig(now: boolean): Promise<void> {
    if (!now && Date.now() - this.configAt < CONFIG_FRESH_MS) return;
    this.configAt = Date.now();
    const { lang } = this.state;
    try {
      const config = await readConfig(this.key, lang);
      if (lang === this.state.lang) this.set({ config });
    } catch {
      this.configAt = 0; // asked again at the next opening; the panel works without
    }
  }

  private set(change: Partial<PanelState>): void {
    this.state = { ...this.state, ...change };
    this.draw();
  }
}
