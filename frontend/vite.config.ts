import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import iconNames from "./icons.json" with { type: "json" };

const here = fileURLToPath(new URL(".", import.meta.url));
const root = resolve(here, "..");
const uswds = resolve(root, "node_modules/@uswds/uswds");
const out = resolve(root, "src/trellis/site/static/trellis");

/** One file with the icons in use, each drawn as `<use href="icons.svg#name">`. */
function icons(names: readonly string[]): Plugin {
  return {
    name: "icons",
    generateBundle() {
      const symbols = names.map((name) => {
        const svg = readFileSync(resolve(uswds, `dist/img/usa-icons/${name}.svg`), "utf8");
        const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
        return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
      });
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source });
      const mark = readFileSync(resolve(here, "src/mark.svg"), "utf8");
      this.emitFile({ type: "asset", name: "mark.svg", originalFileName: "mark.svg", source: mark });
    },
  };
}

export default defineConfig({
  root: here,
  // Relative addresses: the build works under any STATIC_URL.
  base: "./",
  publicDir: false,
  plugins: [icons(iconNames)],
  resolve: {
    // The package's `exports` hide its dist folder, where its fonts and images are.
    alias: { "@uswds/uswds/dist": resolve(uswds, "dist") },
  },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: [resolve(uswds, "packages")], quietDeps: true },
    },
  },
  build: {
    outDir: out,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // vega and maplibre are lazily loaded chunks of about 850 and 1,100 kB, fetched only on pages that have a chart or
    // a map.
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: {
        main: resolve(here, "src/main.ts"),
        theme: resolve(here, "src/styles/theme.scss"),
      },
    },
  },
});
