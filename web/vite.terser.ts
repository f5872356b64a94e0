import type { BuildEnvironmentOptions } from "vite";

/** For what the shop's page and the panel load: a little smaller than vite's own. */
export const small: Pick<BuildEnvironmentOptions, "minify" | "terserOptions"> = {
  minify: "terser",
  terserOptions: {
    ecma: 2020,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, toplevel: true, inline: 1 },
    mangle: { toplevel: true },
    format: { ecma: 2020 },
  },
};
