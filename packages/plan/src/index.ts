export type * from "./payload.ts";
export { INLINE_LIMIT_BYTES, fromPayload, isBlob } from "./payload.ts";
export type * from "./plan.ts";
export type * from "./failure.ts";
export { ACTION_ICONS } from "./action-icons.ts";
export type { ActionIcon } from "./action-icons.ts";
export type * from "./catalogue.ts";
export type * from "./engine/protocol.ts";
export { graph } from "./graph.ts";
export { plannedLimits, scriptLimits } from "./script-limits.ts";
export { hostFault, plannedNetwork, scriptNetwork } from "./script-network.ts";
export { jsonValue } from "./json.ts";
export { MOST_STEPS } from "./most-steps.ts";
export { place, withinBounds, withPlacesInBounds } from "./place-bounds.ts";
export type { Graph, GraphEdge, GraphNode, StepNode, TriggerNode } from "./graph.ts";
export { compile } from "./compile/compile.ts";
export type { Compiled, CompileOptions } from "./compile/compile.ts";
export { memberFinder } from "./compile/find-members.ts";
export type { FindMembers, Member } from "./compile/find-members.ts";
export { learn } from "./types/learn.ts";
export { containsValue } from "./types/contains-value.ts";
export { typeOfSchema } from "./types/from-schema.ts";
export { inferTemplate } from "./types/infer-template.ts";
export { approverWords } from "./actor-words.ts";
export { isInOwnWords, issueInWords } from "./compile/issue-words.ts";
export { wordsOf } from "./field-words.ts";
export { harmlessText } from "./harmless-text.ts";
export { iterationWords } from "./iteration-words.ts";
export { DEFAULT_PORT, FAILURE_PORT } from "./ports.ts";
export { CASE, LOOP, RULING } from "./compile/output-schema.ts";
export { valueFaults } from "./compile/value-faults.ts";
export type { ValueFault } from "./compile/value-faults.ts";
export { schemaProblem } from "./compile/schema-problem.ts";
export { eventSchema } from "./compile/event-schema.ts";
export { FAILED_RUN } from "./failed-run.ts";
export { itemsOf } from "./engine/loops/items.ts";
export { MOST_DEPTH } from "./engine/executors/sub-playbook.ts";
export { schemaMismatch } from "./engine/schema-mismatch.ts";
export { didYouMean } from "./compile/did-you-mean.ts";
export { faultInWords, faultPlace } from "./compile/fault-place.ts";
export { checkShape, readGraph } from "./compile/read-graph.ts";
export { DIAGNOSTIC_CODES } from "./compile/diagnostic.ts";
export type { Diagnostic, DiagnosticCode, SourceRange } from "./compile/diagnostic.ts";
export { parsePlan, serializePlan } from "./plan-text.ts";
export { KNOWN, NEWEST, refuseUnknownPlan, UnknownPlan } from "./plan-versions.ts";
export type { KnownVersions, PlanVersion } from "./plan-versions.ts";
export { dataOf, graphOf } from "./tree-data.ts";
export { advance } from "./engine/advance.ts";
export { createState, decodeState, encodeState } from "./engine/state.ts";
export type { EngineState } from "./engine/state.ts";
export {
  allRecords,
  awaitsEvent,
  canBeGiven,
  canChoose,
  canDecide,
  canLeaveBreakpoint,
  canPause,
  canResolve,
  currentAttempt,
  isIterationOver,
  decisionDeadline,
  isFinished,
  isPaused,
  isUnwinding,
  pendingDeadline,
} from "./engine/host.ts";
export { holdAgainst, keyOfEvent } from "./events/hold-against.ts";
export type { ArrivedEvent, EventKey, Expected, Held } from "./events/hold-against.ts";
export { OWN_SOURCE, OWN_WEBHOOK, sourceSchema } from "./compile/event-source.ts";
export { givenField, isStanding, outputPorts } from "./engine/breakpoints/standing.ts";
export { isYetToAsk } from "./engine/yet-to-ask.ts";
export { outstanding } from "./engine/outstanding.ts";
export { outermost, planRerun } from "./engine/rerun/plan-rerun.ts";
export type { PastStep, RerunChoice, RerunPlan, WhyAgain } from "./engine/rerun/plan-rerun.ts";
export {
  givenStep,
  leftOutStep,
  pinnedStep,
  recordedStep,
  takenSteps,
} from "./engine/rerun/recorded-steps.ts";
export { outcomesBefore } from "./engine/rerun/outcomes-before.ts";
export type { PastValues } from "./engine/rerun/recorded-steps.ts";
export type { RecordedStep } from "./engine/rerun/recorded.ts";
export { compareRuns } from "./backtest/compare-runs.ts";
export { runBacktest } from "./backtest/backtest-run.ts";
export type { BacktestHost } from "./backtest/backtest-run.ts";
export type { PastDecision, PastRecord } from "./backtest/past-run.ts";
export { showResult } from "./backtest/shown-result.ts";
export type { ShownResult, ShownSide, ShownStep, ShownValue } from "./backtest/shown-result.ts";
export { spillable } from "./engine/spill.ts";
export type { SpillablePayload } from "./engine/spill.ts";
export { gatherParts } from "./engine/loops/gather.ts";
export { sliceData } from "./engine/loops/items.ts";
export { blobsOf, renderWith } from "./render/command.ts";
export type { RenderCommand } from "./render/command.ts";
export { makeContext } from "./render/context.ts";
export type { LoopParts } from "./render/context.ts";
export { cutWords, piecesOf, shownPiece } from "./question.ts";
export type { QuestionPiece, ShownPiece } from "./question.ts";
export { RenderError } from "./render/render-error.ts";
export { joinPath, renderTree } from "./render/tree.ts";
export type { RenderOptions } from "./render/tree.ts";
export { membersOf, treeOf } from "./tree-data.ts";
export { limitWords, turnWords } from "./turn-words.ts";
export type { TurnWait } from "./turn-words.ts";
export { without } from "./without.ts";
