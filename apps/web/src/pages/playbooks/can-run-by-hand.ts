/** A playbook as somebody wants to run it. */
export interface ByHand {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly publishedVersion: number | null;
  /** Type of the published trigger. */
  readonly trigger: string | null;
}

/** Published, switched on, and made to be started by people. */
export function canRunByHand({ enabled, publishedVersion, trigger }: ByHand): boolean {
  return enabled && publishedVersion !== null && trigger === "manual";
}
