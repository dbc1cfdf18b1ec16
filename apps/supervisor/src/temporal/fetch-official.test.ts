import { expect, test } from "vitest";
import { sumOf } from "./fetch-official.ts";

test("finds the sum of just that file", () => {
  const [one, other] = ["a".repeat(64), "b".repeat(64)];
  const list = `${one}  temporal_cli_1.9.1_linux_amd64.tar.gz.sbom\n${other}  temporal_cli_1.9.1_linux_amd64.tar.gz\n`;
  expect(sumOf("temporal_cli_1.9.1_linux_amd64.tar.gz", list)).toBe(other);
  expect(sumOf("temporal_cli_1.9.1_linux_arm64.tar.gz", list)).toBeNull();
  expect(sumOf("temporal_cli_1.9.1_linux_amd64.tar.gz", "<html>not found</html>")).toBeNull();
});
