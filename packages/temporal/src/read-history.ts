import type { Client } from "@temporalio/client";
import type { Payload } from "@temporalio/common";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import type { Vault } from "@riposte/vault";
import { PLAN_REF_ENCODING } from "./plan-ref.ts";
import { sealingCodec } from "./sealing-codec.ts";

export interface DecodedExecution {
  /** Temporal's own id of this history; a run that continued as new has several. */
  readonly temporalRunId: string;
  /** As Temporal writes them in JSON, with the value where a payload was. */
  readonly events: unknown;
}

/** More than a run of ours ever has: Temporal ends one at 50,000 events. */
const MOST_EXECUTIONS = 1_000;

/** What Temporal holds of a run, opened; the oldest history first. @throws what the client throws, SealBroken */
export async function readHistories(
  client: Client,
  vault: Vault,
  workflowId: string,
): Promise<readonly DecodedExecution[]> {
  const executions: DecodedExecution[] = [];
  let runId: string | undefined;
  while (executions.length < MOST_EXECUTIONS) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const history = await handle.fetchHistory();
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    const { events } = JSON.parse(historyToJSON(history)) as { events: unknown };
    const temporalRunId = started?.originalExecutionRunId ?? "";
    executions.unshift({ temporalRunId, events: await opened(events, vault) });
    runId = started?.continuedExecutionRunId ?? "";
    if (runId === "") break;
  }
  return executions;
}

interface WirePayload {
  readonly metadata: { readonly encoding: string };
  readonly data: string;
}

async function opened(json: unknown, vault: Vault): Promise<unknown> {
  const codec = sealingCodec(vault, { marks: false });
  async function walk(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map(walk));
    if (typeof value !== "object" || value === null) return value;
    if (isSealed(value)) {
      const [payload] = await codec.decode([fromWire(value)]);
      return payload === undefined ? null : valueOf(payload);
    }
    const entries = Object.entries(value).map(async ([key, inner]) => [key, await walk(inner)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
  return walk(json);
}

const SEALED = Buffer.from("binary/encrypted").toString("base64");

function isSealed(value: object): value is WirePayload {
  const { metadata, data } = value as Partial<WirePayload>;
  return typeof data === "string" && metadata?.encoding === SEALED;
}

function fromWire({ metadata, data }: WirePayload): Payload {
  return {
    metadata: { encoding: Buffer.from(metadata.encoding, "base64") },
    data: Buffer.from(data, "base64"),
  };
}

function valueOf({ metadata, data }: Payload): unknown {
  const encoding = Buffer.from(metadata?.["encoding"] ?? []).toString();
  const bytes = Buffer.from(data ?? []);
  if (encoding === "binary/null") return null;
  if (encoding === "json/plain") return JSON.parse(bytes.toString("utf8"));
  if (encoding === PLAN_REF_ENCODING) return { plan: bytes.toString("latin1") };
  return { encoding, base64: bytes.toString("base64") };
}
