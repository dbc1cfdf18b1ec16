import type { Catalogue } from "@riposte/plan";
import { treeOf } from "@riposte/plan";
import type { Data, DataMap } from "@riposte/template";
import type { FoundPlaybook } from "../found-playbook.ts";
import type { Members } from "../json/members.ts";
import { listAt, textAt } from "../json/members.ts";
import { playbookWithoutCredentials } from "./credentials.ts";
import { RIPOSTE } from "./ids.ts";
import { roomy } from "../roomy.ts";
import { standsFor } from "./kept.ts";
import { lookAt } from "../own/look-at.ts";
import { CacaoReading } from "./reading.ts";
import { readCacaoPlaybook } from "./steps.ts";
import type { CacaoPlaybook } from "./steps.ts";
import { addStep } from "./step-nodes.ts";
import { unchangedGraph } from "./unchanged.ts";
import { walk } from "./walk.ts";

/** @throws Fault */
export function readCacao(members: Members, catalogue: Catalogue): FoundPlaybook {
  const playbook = readCacaoPlaybook(members);
  const about = aboutOf(playbook);
  const whole = unchangedGraph(members.data);
  if (whole !== null) {
    const lineOfNode = () => null;
    return { ...about, ...lookAt(whole, catalogue, lineOfNode), lineOfNode };
  }
  const reading = new CacaoReading(playbook, catalogue);
  addStart(reading);
  walk(playbook, {
    visit: (step, block) => addStep(reading, step, block),
    connect: (from, port, to) => reading.draft.connect(reading.exitOf(from), port, to),
    isOwnNode: (id) => !playbook.steps.has(id) && reading.draft.has(id),
    cross: (from, to) => {
      const message = `The connection from ${reading.titleOf(from)} to ${reading.titleOf(to)} crosses the border of a loop, which none does here: it was left out. Lead to it from the loop.`;
      reading.say("connection_dropped", "missing", from, message);
    },
  });
  sayRest(reading);
  return {
    ...about,
    graph: roomy(reading.draft.graph(), (node) => standsFor(node) !== null),
    report: reading.draft.report,
    lineOfNode: (id) => reading.lineOf(id),
  };
}

function aboutOf({ members }: CacaoPlaybook) {
  const shelf = shelfIn(members);
  return {
    name: textAt(members, "name") ?? "CACAO playbook",
    description: textAt(members, "description") ?? "",
    folder: shelf,
    tags: listAt(members, "labels").filter((label) => typeof label === "string"),
  };
}

function shelfIn({ data }: Members): string {
  const folder = at(at(data.get("playbook_extensions"), RIPOSTE), "folder");
  return typeof folder === "string" ? folder : "";
}

function at(data: Data | undefined, key: string): Data | undefined {
  return data instanceof Map ? data.get(key) : undefined;
}

/** The trigger keeps what the playbook says of itself; what its variables begin with is a step of its own. */
function addStart(reading: CacaoReading): void {
  const { playbook, draft, variables } = reading;
  const { start, steps, members } = playbook;
  const rest = withoutOurs(new Map([...members.data].filter(([key]) => key !== "workflow")));
  const ends = [...steps.values()].filter(({ type }) => type === "end");
  const { data, dropped } = playbookWithoutCredentials(rest);
  if (dropped.length > 0) {
    const message = `${dropped.join(", ")}: left out, for they are secrets. Keep them in connectors.`;
    draft.say({
      code: "credentials_dropped",
      weight: "changed",
      message,
      line: members.lineOf([...members.path, "authentication_info_definitions"]),
      node: null,
    });
  }
  const kept = new Map<string, Data>([
    ["playbook", data],
    ["start", new Map([[start.id, start.members.data]])],
    ["ends", new Map(ends.map((end) => [end.id, end.members.data]))],
  ]);
  draft.add({
    id: start.id,
    kind: "trigger",
    title: reading.titleOf(start),
    position: reading.placeOf(start),
    fields: { trigger: "manual", config: {}, foreign: { cacao: treeOf(kept) } },
  });
  reading.say(
    "trigger_mapped",
    "changed",
    start,
    "CACAO does not say what starts a playbook: somebody does, by hand. Choose another trigger if something fires it.",
    "trigger",
  );
  const assignments = variables.assignments();
  if (assignments.length === 0) return;
  const id = `${start.id}-variables`.slice(0, 64);
  draft.add({
    id,
    kind: "set",
    title: "Variables",
    fields: { assignments, foreign: { cacao: "playbook_variables" } },
  });
  draft.connect(start.id, "default", id);
  reading.leaveBy(start.id, id);
}

/** Our own extension would keep itself, and grow with each way round. */
function withoutOurs(playbook: DataMap): DataMap {
  return new Map(
    [...playbook].map(([key, value]) => {
      const holds = key === "playbook_extensions" || key === "extension_definitions";
      return [
        key,
        holds && value instanceof Map ? new Map([...value].filter(([id]) => id !== RIPOSTE)) : value,
      ];
    }),
  );
}

/** What a playbook says that means nothing here. */
function sayRest(reading: CacaoReading): void {
  const { playbook } = reading;
  const { data } = playbook.members;
  const where = (key: string) => playbook.members.lineOf([...playbook.members.path, key]);
  if (data.has("workflow_exception")) {
    const message =
      "What runs when the workflow fails is drawn apart, and nothing leads to it. Make it a playbook, and name it at the trigger under When a run fails.";
    reading.draft.say({
      code: "step_changed",
      weight: "changed",
      message,
      line: where("workflow_exception"),
      node: playbook.start.id,
    });
  }
  const kept = [
    "agent_definitions",
    "target_definitions",
    "authentication_info_definitions",
    "data_marking_definitions",
    "signatures",
    "external_references",
  ];
  const found = kept.filter((key) => data.has(key));
  if (found.length === 0) return;
  const message = `${found.join(", ")}: kept for an export, without any meaning here.`;
  reading.draft.say({
    code: "kept_for_export",
    weight: "same",
    message,
    line: where(found[0] ?? ""),
    node: null,
  });
}
