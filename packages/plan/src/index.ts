export type * from "./payload.ts";
export { INLINE_LIMIT_BYTES } from "./payload.ts";
export type * from "./plan.ts";
export type * from "./failure.ts";
export type * from "./catalogue.ts";
export type * from "./engine/protocol.ts";
export { graph, graphEdge, stepNode, triggerNode } from "./graph.ts";
export type { Graph, GraphEdge, GraphNode, StepNode, TriggerNode } from "./graph.ts";
