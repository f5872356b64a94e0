import { defineConfig } from "vitest/config";
import { alias } from "./vite.shared.ts";

// A test that needs a document says so in its first line: // @vitest-environment happy-dom
const project = (name: string, include: string[], importSource: string) => ({
  resolve: { alias },
  oxc: { jsx: { runtime: "automatic" as const, importSource } },
  test: { name, include, environment: "node" },
});

export default defineConfig({
  test: {
    projects: [
      project("console", ["ui/src/{shared,kit,console}/**/*.test.{ts,tsx}"], "react"),
      project("widget", ["ui/src/{loader,widget,demo,pages}/**/*.test.{ts,tsx}"], "preact"),
    ],
    passWithNoTests: true,
  },
});
