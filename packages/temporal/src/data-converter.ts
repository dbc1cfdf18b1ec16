import { fileURLToPath } from "node:url";
import type { DataConverter } from "@temporalio/common";
import type { Vault } from "@riposte/vault";
import { planCodec } from "./plan-codec.ts";
import type { LoadPlan } from "./plan-codec.ts";
import { sealingCodec } from "./sealing-codec.ts";

/** Also what the workflow bundle is built with. */
export const converterPaths = {
  payloadConverterPath: fileURLToPath(new URL("./payload-converter.ts", import.meta.url)),
  failureConverterPath: fileURLToPath(new URL("./failure-converter.ts", import.meta.url)),
};

/** For whoever only asks: it reads no workflow's arguments. */
export function createDataConverter(vault: Vault): DataConverter {
  return { ...converterPaths, payloadCodecs: [sealingCodec(vault, { marks: false })] };
}

/** For a worker that runs workflows: plans are found, and what is not sealed is marked instead of an error. */
export function createWorkerDataConverter(vault: Vault, loadPlan: LoadPlan): DataConverter {
  return { ...converterPaths, payloadCodecs: [planCodec(loadPlan), sealingCodec(vault, { marks: true })] };
}
