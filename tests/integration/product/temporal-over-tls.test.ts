import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import { signedHeaders } from "../../support/signed-request.ts";
import { startTemporalGateway } from "../../support/temporal-gateway.ts";
import { startTemporal } from "../../support/temporal-server.ts";
import { untilState } from "../../support/until-state.ts";

const API_KEY = "a key of the cluster";

test("a cluster behind TLS and a key serves: supervisor, API and both workers reach it by them, and by nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "riposte-tls-"));
  await chmod(folder, 0o755);
  await using temporal = await startTemporal({ file: null, config: {} });
  await using gateway = await startTemporalGateway(temporal.address, { folder, apiKey: API_KEY });
  await using product = await startProduct({
    examples: true,
    env: {
      TEMPORAL_ADDRESS: gateway.address,
      TEMPORAL_API_KEY: API_KEY,
      NODE_EXTRA_CA_CERTS: gateway.authority,
      SSL_CERT_FILE: gateway.authority,
      // Where a machine sets it, gRPC would know that file's authorities alone.
      GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: "",
    },
  });
  const { url, secret } = await call<{ url: string; secret: string }>(product, "playbooks.hook", "query", {
    name: "Suspicious sign-in",
  });
  const body = await readFile(
    join(import.meta.dirname, "../../../packages/gallery/templates/suspicious-sign-in/event.json"),
    "utf8",
  );
  const response = await fetch(url, { method: "POST", headers: signedHeaders(secret, body), body });
  const { run } = (await response.json()) as { run: string };
  // Past its alert, its script and its condition.
  await untilState(product, run, ["waiting"]);
  expect(gateway.calls.admitted).toBeGreaterThan(10);
  expect(gateway.calls.refused).toBe(0);
  await rm(folder, { recursive: true });
}, 300_000);
