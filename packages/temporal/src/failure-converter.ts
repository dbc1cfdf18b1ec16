// Loaded by the SDK by its path, in Node and into the workflow sandbox: nothing here may import `node:`.
import { DefaultFailureConverter } from "@temporalio/common";

/** Messages and stacks become payloads, which the codec seals. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
