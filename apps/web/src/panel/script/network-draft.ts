import { hostFault } from "@riposte/plan";
import type { ScriptDraft } from "./script-draft.ts";
import type { Faults } from "./script-faults.ts";

type NetworkDraft = Pick<ScriptDraft, "network" | "hosts">;

/** What the server has of it. */
export interface SavedNetwork {
  readonly internet: boolean;
  readonly hosts: readonly string[];
}

export function networkDraft(saved: SavedNetwork | undefined): NetworkDraft {
  if (saved === undefined) return { network: "none", hosts: "" };
  return { network: saved.internet ? "internet" : "hosts", hosts: saved.hosts.join("\n") };
}

/** As `actions.save` takes it: nothing where there is none, whatever hosts were typed before. */
export function networkInput({ network, hosts }: NetworkDraft) {
  if (network === "none") return {};
  return { network: { internet: network === "internet", hosts: hostsIn(hosts) } };
}

export function networkFaults({ network, hosts }: NetworkDraft): Faults {
  if (network === "none") return {};
  const listed = hostsIn(hosts);
  const fault = listed.map(hostFault).find((each) => each !== null);
  if (fault !== undefined && fault !== null) return { hosts: fault };
  return network === "hosts" && listed.length === 0
    ? { hosts: "Name at least one host, such as api.example.org." }
    : {};
}

function hostsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((each) => each !== "");
}
