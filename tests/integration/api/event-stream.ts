import type { Answer, TestApi } from "@riposte/api/testing";

export interface StreamEvent {
  /** Null where it is not tracked. */
  readonly id: string | null;
  readonly event: string | null;
  readonly data: unknown;
}

interface Subscription {
  readonly token: string | null;
  readonly path: string;
  readonly input: object;
}

/** What a browser's EventSource would hear; ends the connection when the caller has heard enough. */
export async function* subscribe(
  api: Pick<TestApi, "url">,
  subscription: Subscription,
): AsyncGenerator<StreamEvent> {
  const over = new AbortController();
  try {
    const response = await open(api, subscription, over.signal);
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    yield* events(response);
  } finally {
    over.abort();
  }
}

/** Only whether it begins; a stream is answered with null. */
export async function trySubscribe(api: TestApi, subscription: Subscription): Promise<Answer> {
  const over = new AbortController();
  const response = await open(api, subscription, over.signal);
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  if (response.status === 200 && isStream) {
    const refused = await refusal(response);
    over.abort();
    return refused ?? { status: 200, body: null };
  }
  const answer = (await response.json()) as { error?: unknown };
  return { status: response.status, body: answer.error ?? null };
}

function open(
  api: Pick<TestApi, "url">,
  { token, path, input }: Subscription,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { accept: "text/event-stream" };
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  const query = `input=${encodeURIComponent(JSON.stringify(input))}`;
  return fetch(`${api.url}/trpc/${path}?${query}`, { headers, signal });
}

/** What is refused after the stream began comes as its first event. */
async function refusal(response: Response): Promise<Answer | null> {
  for await (const { event, data } of events(response)) {
    if (event === "connected") continue;
    if (event !== "serialized-error") return null;
    const { data: about } = data as { data: { httpStatus: number } };
    return { status: about.httpStatus, body: data };
  }
  return null;
}

async function* events(response: Response): AsyncGenerator<StreamEvent> {
  let text = "";
  const stream = response.body?.pipeThrough(new TextDecoderStream()) ?? [];
  for await (const part of stream) {
    text += part;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(block.split("\n").map((line) => splitLine(line)));
      const data = fields.get("data");
      if (data === undefined) continue;
      yield {
        id: fields.get("id") ?? null,
        event: fields.get("event") ?? null,
        data: JSON.parse(data || "null") as unknown,
      };
    }
  }
}

function splitLine(line: string): [string, string] {
  const at = line.indexOf(":");
  return [line.slice(0, at), line.slice(at + 1).trimStart()];
}
