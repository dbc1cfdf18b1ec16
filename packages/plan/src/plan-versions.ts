/**
 * Every form of a plan and every meaning that this version of Riposte runs; `NEWEST` is what `compile` writes. A number
 * leaves this list only when no open run needs it any more (docs/upgrading.md).
 */
export const KNOWN: KnownVersions = { ir: [1], semantics: [1] };
export const NEWEST: PlanVersion = { ir: 1, semantics: 1 };

/** What a plan is written in, and what it means. */
export interface PlanVersion {
  readonly ir: number;
  readonly semantics: number;
}

export interface KnownVersions {
  readonly ir: readonly number[];
  readonly semantics: readonly number[];
}

/** Of a plan that an engine is to run which does not know it. */
export class UnknownPlan extends Error {
  override readonly name = "UnknownPlan";

  constructor({ ir, semantics }: PlanVersion) {
    super(
      `This plan was made for ir ${String(ir)} and semantics ${String(semantics)}; this version of Riposte knows ir ` +
        `${KNOWN.ir.join(", ")} and semantics ${KNOWN.semantics.join(", ")}. Run it with the version that made it, or a ` +
        "later one.",
    );
  }
}

/** @throws UnknownPlan */
export function refuseUnknownPlan({ ir, semantics }: PlanVersion): void {
  const isKnown = KNOWN.ir.includes(ir) && KNOWN.semantics.includes(semantics);
  if (!isKnown) throw new UnknownPlan({ ir, semantics });
}
