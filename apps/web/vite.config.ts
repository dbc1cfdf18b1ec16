import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `pnpm dev` says where the API is; a build needs nothing of it. */
const api = process.env["RIPOSTE_API"] ?? "http://127.0.0.1:7480";
const toApi = { target: api, changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  build: { target: "es2023", sourcemap: false, chunkSizeWarningLimit: 4_000 },
  worker: { format: "es" },
  server: { proxy: { "/trpc": toApi, "/auth": toApi, "/hooks": toApi } },
});
