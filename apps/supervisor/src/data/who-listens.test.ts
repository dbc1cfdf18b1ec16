import { expect, test } from "vitest";
import { describe } from "./who-listens.ts";

test("names another Riposte as such, and any other program by its own name", () => {
  const node = "/opt/riposte/node_modules/node/bin/node";
  expect(describe("7", [node, "--watch", "apps/api/src/main.ts"], "3")).toBe("another Riposte (process 3)");
  expect(describe("7", ["/usr/sbin/nginx", "-g", "daemon off;"], "3")).toBe(
    "process 7 (nginx -g daemon off;)",
  );
});
