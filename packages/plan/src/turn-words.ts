/** Why something waits for its turn; the same for runs and for calls. */
export interface TurnWait {
  /** What the limit is of; `key`: runs with the same key go one after the other. */
  readonly kind: "playbook" | "action" | "connector" | "group" | "key";
  /** The action's key, the connector's name, the group that its step names; of a key the run that is under way, or is before it. */
  readonly target: string;
  /** The last three: of the runners of a group. */
  readonly why: "at_once" | "rate" | "no_runner" | "draining" | "runners_busy";
  readonly most: number;
  /** Whose runners have no room. */
  readonly group?: string;
  /** Of a rate: within so many. */
  readonly seconds: number | null;
  /** How many wait that come first. */
  readonly before: number | null;
  /** Of a rate, in milliseconds since the epoch: when the next one may begin. */
  readonly freeAt: number | null;
}

/** "3 of at most 3 calls of mail.send are under way; 17 before it." */
export function turnWords(wait: TurnWait): string {
  const { before } = wait;
  return `${reasonWords(wait)}${before === null || before === 0 ? "" : `; ${before} before it`}.`;
}

function reasonWords({ kind, target, why, most, seconds, group }: TurnWait): string {
  if (why === "no_runner") {
    const named = kind === "group" ? "the step is for" : `the connector ${target} is for`;
    return `no runner of the group ${group}, which ${named}, is there`;
  }
  if (why === "draining") return `the runners of the group ${group} are drained and take nothing new`;
  if (why === "runners_busy") {
    return `${most} of at most ${most} ${most === 1 ? "script is" : "scripts are"} under way at the runners of the group ${group}`;
  }
  if (kind === "key") return `one run at a time with this key, and ${target} comes first`;
  const things = thingsOf(kind, target, most);
  if (why === "at_once") return `${most} of at most ${most} ${things} ${most === 1 ? "is" : "are"} under way`;
  return `${most} of at most ${most} ${things} in ${spanWords(seconds ?? 0)} ${most === 1 ? "has" : "have"} begun`;
}

function thingsOf(kind: Exclude<TurnWait["kind"], "key">, target: string, most: number): string {
  const calls = most === 1 ? "call" : "calls";
  switch (kind) {
    case "playbook":
      return `${most === 1 ? "run" : "runs"} of this playbook`;
    case "action":
      return `${calls} of ${target}`;
    case "connector":
      return `${calls} through the connector ${target}`;
    case "group":
      return `${calls} for the group ${target}`;
  }
}

const SPANS: ReadonlyMap<number, string> = new Map([
  [1, "a second"],
  [60, "a minute"],
  [3_600, "an hour"],
  [86_400, "a day"],
]);

/** "a minute", "90 seconds". */
function spanWords(seconds: number): string {
  return SPANS.get(seconds) ?? `${seconds} seconds`;
}

/** "at most 3 at once, at most 100 in an hour"; without any rule "no limit". */
export function limitWords({
  atOnce,
  rate,
}: {
  readonly atOnce: number | null;
  readonly rate: { readonly count: number; readonly seconds: number } | null;
}): string {
  const words = [
    ...(atOnce === null ? [] : [`at most ${atOnce} at once`]),
    ...(rate === null ? [] : [`at most ${rate.count} in ${spanWords(rate.seconds)}`]),
  ];
  return words.length === 0 ? "no limit" : words.join(", ");
}
