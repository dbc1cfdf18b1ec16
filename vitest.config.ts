import { defineConfig } from "vitest/config";

// What is waited for comes when the machine has time for it.
const expect = { poll: { timeout: 20_000, interval: 100 } };

// Each file of these loads the product, and most of them the database's client, in a process of its own.
const execArgv = [`--import=${new URL("apps/supervisor/src/resolve-once.ts", import.meta.url).href}`];

const slow = {
  execArgv,
  testTimeout: 300_000,
  hookTimeout: 180_000,
  fileParallelism: false,
  expect,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/*/src/**/*.test.{ts,tsx}",
            "temporal-workers/src/**/*.test.ts",
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect,
          // Nothing here keeps state in a module: loading them once for all files saves most of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: "api",
          include: ["tests/integration/api/**/*.test.ts"],
          ...slow,
          // As in the units: what is loaded keeps no state, and each file has a database and an API of its own.
          isolate: false,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: ["tests/integration/api/**"],
          ...slow,
          // Each file has servers of its own, and waits for them more than it works.
          fileParallelism: true,
          maxWorkers: 2,
          // As in the api.
          isolate: false,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/support/start-product.ts"],
          ...slow,
          // As in the api; each file has a browser of its own.
          isolate: false,
        },
      },
      { test: { name: "conformance", include: ["tests/conformance/**/*.test.ts"], ...slow } },
      { test: { name: "large", include: ["tests/large/**/*.test.ts"], ...slow, testTimeout: 900_000 } },
      { test: { name: "faults", include: ["tests/faults/**/*.test.ts"], ...slow, testTimeout: 1_200_000 } },
    ],
  },
});
