import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";

// The console at /app. `npm run dev` serves it against a running `dari dev`.
const mocked = process.env["DARI_MOCK"] ? [(await import("./ui/src/console/fixtures/mock.ts")).mock()] : [];
const backend = process.env["DARI_PUBLIC_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  publicDir: false,
  root: source("console"),
  base: "/app/",
  appType: "spa",
  resolve: { alias },
  plugins: [react(), ...mocked],
  build: {
    target,
    outDir: dist("console"),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // 92 font files: a hash in each name would double what their stylesheet weighs; the version tells them apart.
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".woff2")) ? "assets/pretendard-1.3.9/[name][extname]" : "assets/[name]-[hash][extname]",
      },
    },
  },
  // `vite preview` shows the built console under the headers it is served with.
  preview: {
    host: "127.0.0.1",
    port: 4173,
    strictPort: true,
    headers: {
      "Content-Security-Policy":
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws:; frame-src 'self'; object-src 'none'; base-uri 'none'",
    },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy:
      mocked.length > 0
        ? {}
        : {
            "/api": { target: backend, changeOrigin: true },
            "/dev": { target: backend, changeOrigin: true },
            "/ws": { target: backend, ws: true, changeOrigin: true },
          },
  },
});
