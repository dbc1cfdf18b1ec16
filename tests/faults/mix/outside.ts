import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The outside system of all playbooks: it takes what it is sent, or refuses, as the request itself says. */
export interface Outside extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** What was said each time an effect happened, by what it is called. */
  readonly effects: ReadonlyMap<string, readonly unknown[]>;
  /** Whether that step of that run (`<run> <step>@<scope>`) has had its effect. */
  readonly hasHappened: (place: string) => boolean;
  /** Idempotency keys by effect: of one there should be one. */
  readonly idempotencyKeys: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Sent {
  readonly key: string;
  readonly place: string;
  readonly refusals: number;
  readonly says: unknown;
}

/** Answers after `delayMs`; an effect has happened when the request has arrived, answered or not. */
export async function startOutside(delayMs: number): Promise<Outside> {
  const effects = new Map<string, unknown[]>();
  const requests = new Map<string, number>();
  const happened = new Set<string>();
  const idempotencyKeys = new Map<string, Set<string>>();

  function take({ key, place, refusals, says }: Sent): number {
    const before = requests.get(key) ?? 0;
    requests.set(key, before + 1);
    if (refusals === -1 || (refusals === -2 && before === 0)) return 400;
    if (before < refusals) return 503;
    effects.set(key, [...(effects.get(key) ?? []), says]);
    happened.add(place);
    return 200;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Sent;
    const idempotencyKey = request.headers["idempotency-key"];
    if (typeof idempotencyKey === "string") {
      idempotencyKeys.set(sent.key, (idempotencyKeys.get(sent.key) ?? new Set()).add(idempotencyKey));
    }
    const status = take(sent);
    setTimeout(() => {
      response.writeHead(status, { "content-type": "application/json" }).end('{"ok":true}');
    }, delayMs);
  }

  const server = createServer((request, response) => {
    // Who was killed in the middle of a request has sent nothing.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/effects`,
    port,
    effects,
    hasHappened: (place) => happened.has(place),
    idempotencyKeys,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
