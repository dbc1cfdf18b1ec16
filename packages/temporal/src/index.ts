export * from "./contract.ts";
export { connectClient, connectionOptions } from "./connect.ts";
export type { TemporalSettings } from "./connect.ts";
export { converterPaths, createDataConverter, createWorkerDataConverter } from "./data-converter.ts";
export type { LoadPlan } from "./plan-codec.ts";
export { PlanRef } from "./plan-ref.ts";
export { readHistories } from "./read-history.ts";
export type { DecodedExecution } from "./read-history.ts";
export { temporalSettings, temporalVariables } from "./settings.ts";
