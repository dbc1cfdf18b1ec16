import type { Change } from "./changed-copy.ts";

/** A version from before workers were versioned, as far as Temporal can tell. */
export const unversioned: readonly Change[] = [
  {
    file: "temporal-workers/src/worker/worker-options.ts",
    from: "useWorkerVersioning: true",
    to: "useWorkerVersioning: false",
  },
  {
    file: "temporal-workers/src/standing/deployment.ts",
    from: "buildId: string): Promise<void> {",
    to: "buildId: string): Promise<void> { if (buildId) return;",
  },
];

/**
 * What a later version of Riposte may do, that knows all semantics and ir up to `newest`. Without its gates, runs that
 * wait could not be replayed, and would end otherwise.
 */
export function nextVersion(newest: number): readonly Change[] {
  const all = Array.from({ length: newest }, (_, at) => at + 1).join(", ");
  return [
    {
      file: "packages/plan/src/plan-versions.ts",
      from: "{ ir: [1], semantics: [1] };",
      to: `{ ir: [${all}], semantics: [${all}] };`,
    },
    {
      file: "packages/plan/src/plan-versions.ts",
      from: "{ ir: 1, semantics: 1 };",
      to: `{ ir: ${newest}, semantics: ${newest} };`,
    },
    // What a template means: one more exclamation mark with each number.
    {
      file: "packages/template/src/filters/text.ts",
      from: 'upper: viaMethod("upper"),',
      to: `upper: (value, args, machine) =>
        String(viaMethod("upper")(value, args, machine)) + "!".repeat(machine.semantics - 1),`,
    },
    // What a plan looks like: from ir 2 on a wait may say tenths of a second.
    {
      file: "packages/plan/src/engine/executors/wait.ts",
      from: "fields: ({ seconds, until }) => (",
      to: "fields: ({ seconds, until, tenths }) => tenths !== undefined ? { seconds: tenths / 10 } : (",
    },
    // What the engine does: a step that waited gives something.
    {
      file: "packages/plan/src/engine/outcome.ts",
      from: "status.output ??= NULL_PAYLOAD;",
      to: `const waited = step.kind === "wait" && turn.index.plan.semantics >= 2;
  status.output ??= waited ? { kind: "inline", json: '"waited"' } : NULL_PAYLOAD;`,
    },
    // What the workflow asks of Temporal, and in which order.
    {
      file: "temporal-workers/src/workflows/run-playbook.ts",
      from: "    acceptTurns(host);",
      to: `    acceptTurns(host);
    for (let n = 1; n < host.plan.semantics; n++) await condition(() => false, 1);`,
    },
  ];
}
