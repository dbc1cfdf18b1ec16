import type { Role } from "@riposte/db";
import { createTemporalGateway, startTestApi } from "@riposte/api/testing";
import type { TestApi } from "@riposte/api/testing";
import { loadKeyring, openVault } from "@riposte/vault";
import type { Engine } from "./engine.ts";
import { WORKSPACE } from "./engine.ts";

/** The API over an engine's database and Temporal, with an admin's token. */
export interface EngineApi extends AsyncDisposable {
  /** @throws where the answer is not 200. */
  readonly ask: <T>(path: string, kind: "query" | "mutation", input: object) => Promise<T>;
  readonly tryTo: (path: string, input: object) => ReturnType<TestApi["call"]>;
  readonly tryAs: (role: Role, path: string, input: object) => ReturnType<TestApi["call"]>;
  /** Publishes a graph and switches it on. */
  readonly publish: (name: string, graph: object) => Promise<void>;
  /** The id of a run of it. */
  readonly start: (playbook: string, event?: object) => Promise<string>;
}

export async function startEngineApi(engine: Engine): Promise<EngineApi> {
  const databaseUrl = engine.env["DATABASE_URL"] ?? "";
  const vault = openVault(await loadKeyring(engine.env["RIPOSTE_KEYRING"] ?? ""));
  const api = await startTestApi({
    databaseUrl,
    runs: { ...createTemporalGateway(engine.client, { vault, sql: engine.sql }), close: async () => {} },
  });
  const token = await api.token(WORKSPACE, "admin", "root");
  async function ask<T>(path: string, kind: "query" | "mutation", input: object): Promise<T> {
    const { status, body } = await api.call(token, path, kind, input);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  }
  return {
    ask,
    tryTo: (path, input) => api.call(token, path, "mutation", input),
    tryAs: async (role, path, input) =>
      api.call(await api.token(WORKSPACE, role, role), path, "mutation", input),
    publish: async (name, graph) => {
      await ask("playbooks.save", "mutation", { name, graph, publish: true, enable: true });
    },
    start: async (playbook, event = {}) => {
      const { run } = await ask<{ run: string }>("runs.start", "mutation", {
        playbook,
        event: JSON.stringify(event),
      });
      return run;
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}
