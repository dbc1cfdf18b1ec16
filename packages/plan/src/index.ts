export type * from "./payload.ts";
export { INLINE_LIMIT_BYTES, fitsInline, fromPayload, isBlob, toPayload } from "./payload.ts";
export type * from "./plan.ts";
export type * from "./failure.ts";
export type * from "./catalogue.ts";
export type * from "./engine/protocol.ts";
export { graph } from "./graph.ts";
export { jsonValue } from "./json.ts";
export type { Graph, GraphEdge, GraphNode, StepNode, TriggerNode } from "./graph.ts";
export { compile } from "./compile/compile.ts";
export type { Compiled, CompileOptions } from "./compile/compile.ts";
export { harmlessText } from "./harmless-text.ts";
export { DEFAULT_PORT, FAILURE_PORT } from "./ports.ts";
export { CASE, RULING } from "./compile/output-schema.ts";
export { schemaProblem } from "./compile/schema-problem.ts";
export { checkShape } from "./compile/read-graph.ts";
export type { Diagnostic, DiagnosticCode, SourceRange } from "./compile/diagnostic.ts";
export { parsePlan, serializePlan } from "./plan-text.ts";
export { dataOf, graphOf } from "./tree-data.ts";
export { advance } from "./engine/advance.ts";
export { createState, decodeState, encodeState } from "./engine/state.ts";
export type { EngineState } from "./engine/state.ts";
export {
  allRecords,
  canDecide,
  canResolve,
  decisionDeadline,
  isFinished,
  pendingDeadline,
} from "./engine/host.ts";
export { outstanding } from "./engine/outstanding.ts";
export { spillable } from "./engine/spill.ts";
export type { SpillablePayload } from "./engine/spill.ts";
export { gatherParts } from "./engine/loops/gather.ts";
export { sliceItems } from "./engine/loops/items.ts";
export { blobsOf, renderCommand } from "./render/command.ts";
export type { RenderCommand } from "./render/command.ts";
export { makeContext } from "./render/context.ts";
export { joinPath, RenderError, renderTree } from "./render/tree.ts";
export type { RenderOptions } from "./render/tree.ts";
export { membersOf, treeOf } from "./tree-data.ts";
