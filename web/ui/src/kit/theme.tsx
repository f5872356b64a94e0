import "./variables.css";
import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Button.layer.css";
import "@mantine/core/styles/ActionIcon.layer.css";
import "@mantine/core/styles/Loader.layer.css";
import "@mantine/core/styles/Input.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import "@mantine/core/styles/Tooltip.layer.css";
import "@mantine/core/styles/Skeleton.layer.css";
import "./kit.css";
import { createTheme, MantineProvider, type MantineTheme } from "@mantine/core";
import type { ReactNode } from "react";

// Every colour is one of our tokens: the kit knows no other.
const variants: Readonly<Record<string, { background: string; hover: string; color: string; border: string }>> = {
  filled: { background: "var(--primary)", hover: "var(--primary-hover)", color: "var(--primary-on)", border: "1px solid transparent" },
  outline: { background: "var(--surface)", hover: "var(--fill)", color: "var(--ink)", border: "1px solid var(--line-strong)" },
  subtle: { background: "transparent", hover: "var(--fill)", color: "var(--text-2)", border: "1px solid transparent" },
  danger: { background: "var(--surface)", hover: "var(--bad-soft)", color: "var(--bad)", border: "1px solid var(--bad)" },
};

const theme = createTheme({
  fontFamily: "var(--font)",
  cursorType: "pointer",
  focusRing: "never", // tokens.css draws it, the same everywhere
  respectReducedMotion: true,
  variantColorResolver: ({ variant }) =>
    variants[variant] ?? { background: "transparent", hover: "transparent", color: "inherit", border: "0" },
  components: {
    Button: {
      defaultProps: { variant: "outline", loaderProps: { type: "dots" } },
      vars: (_theme: MantineTheme, props: { size?: string }) => ({
        root: {
          "--button-height": props.size === "xs" ? "30px" : "36px",
          "--button-padding-x": props.size === "xs" ? "10px" : "14px",
          "--button-fz": props.size === "xs" ? "13px" : "14px",
          "--button-radius": "var(--r2)",
        },
      }),
    },
    ActionIcon: {
      defaultProps: { variant: "subtle" },
      vars: () => ({ root: { "--ai-size": "34px", "--ai-radius": "var(--r2)" } }),
    },
    // Locking the page's scroll would write a style element, which our CSP refuses; the frame never scrolls.
    Modal: {
      defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 180 }, overlayProps: { backgroundOpacity: 0.4 } },
    },
    Drawer: { defaultProps: { lockScroll: false, position: "right", transitionProps: { duration: 240 } } },
    Menu: {
      defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 120 }, shadow: "none", position: "bottom-end" },
    },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
});

export interface KitProps {
  readonly children: ReactNode;
  readonly scheme: "light" | "dark";
}

/** The kit's frame: its variables come from a file, so the page needs no inline style element. */
export function Kit({ children, scheme }: KitProps) {
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}
