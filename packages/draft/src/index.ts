export { draftGraph } from "./draft-graph.ts";
export type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
export { batch, operation } from "./operation.ts";
export type { Batch, Operation } from "./operation.ts";
