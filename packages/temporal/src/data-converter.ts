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

/** Whoever never reads a workflow's arguments needs no `loadPlan`. */
export function createDataConverter(vault: Vault, loadPlan?: LoadPlan): DataConverter {
  const sealing = sealingCodec(vault);
  return { ...converterPaths, payloadCodecs: loadPlan ? [planCodec(loadPlan), sealing] : [sealing] };
}
