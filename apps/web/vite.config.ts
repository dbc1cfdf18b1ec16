import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { usedMantineStyles } from "./mantine-styles.ts";

const { RIPOSTE_API, RIPOSTE_VITE_PORT, RIPOSTE_VITE_CACHE } = process.env;

/** Without `pnpm dev`: where the API is, to which everything goes that is no page. */
const toApi = { target: RIPOSTE_API ?? "http://127.0.0.1:8085", changeOrigin: false };

/** With it the API is in front and hands pages on to here; the live reload comes to this port directly. */
const behindApi = {
  port: Number(RIPOSTE_VITE_PORT),
  strictPort: true,
  hmr: { clientPort: Number(RIPOSTE_VITE_PORT) },
};

export default defineConfig({
  plugins: [react(), usedMantineStyles()],
  // Whoever serves this may not be allowed to write beside the sources.
  ...(RIPOSTE_VITE_CACHE === undefined ? {} : { cacheDir: RIPOSTE_VITE_CACHE }),
  build: {
    target: "es2023",
    // All of them know `light-dark()`: rewritten for older ones it would follow the system and not the chosen theme.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    sourcemap: false,
    chunkSizeWarningLimit: 4_000,
    // A font inside a style sheet would need a wider policy than `font-src 'self'`.
    assetsInlineLimit: 0,
    // What every page needs in one file: many small ones compress worse.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } } },
  },
  worker: { format: "es" },
  server: {
    proxy: { "/trpc": toApi, "/auth": toApi, "/hooks": toApi },
    ...(RIPOSTE_VITE_PORT === undefined ? {} : behindApi),
  },
});
