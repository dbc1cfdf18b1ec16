import type { Block, Part } from "./parts.ts";

/** As `riposte apply` reads it. */
export interface PlaybookDocument {
  readonly kind: "playbook";
  readonly name: string;
  readonly enabled: true;
  readonly graph: { readonly nodes: readonly object[]; readonly edges: readonly object[] };
}

export const SIGNALS = "Mix: signals";
export const SCRIPTS = [scriptNamed("mix_careful", false), scriptNamed("mix_repeatable", true)];

/** What each run of it prints is another text: who reads it twice sees whether it ran again. */
function scriptNamed(name: string, idempotent: boolean) {
  const lines = [
    "import time",
    "import uuid",
    "",
    "def main():",
    "    time.sleep(0.2)",
    '    return {"nonce": str(uuid.uuid4())}',
  ];
  return {
    kind: "action",
    name,
    entry: "main",
    effect: "write",
    idempotent,
    arguments: { type: "object" },
    source: `${lines.join("\n")}\n`,
  };
}

/** Whose events steps wait for. */
export const signalsDocument: PlaybookDocument = {
  kind: "playbook",
  name: SIGNALS,
  enabled: true,
  graph: {
    nodes: [hookNode(), { id: "seen", kind: "join", name: "seen" }],
    edges: [{ from: "in", to: "seen" }],
  },
};

/** The playbook, and those that it calls. */
export function drawPlaybook(name: string, block: Block): PlaybookDocument[] {
  const drawing = new Drawing(name);
  drawing.block(block, [{ from: "in", port: "default" }], { base: "trigger.body", prefix: "", loops: [] });
  return [...drawing.called, document(name, hookNode(), drawing)];
}

function document(name: string, trigger: object, { nodes, edges }: Drawing): PlaybookDocument {
  return { kind: "playbook", name, enabled: true, graph: { nodes: [trigger, ...nodes], edges } };
}

function hookNode(): object {
  return { id: "in", kind: "trigger", name: "in", trigger: "webhook", config: { auth: { mode: "hmac" } } };
}

const CALL_FIELDS = ["key", "place", "alert", "receiver"];

function callNode(): object {
  const properties = Object.fromEntries(CALL_FIELDS.map((field) => [field, { type: "string" }]));
  const inputs = { type: "object", properties, required: CALL_FIELDS, additionalProperties: false };
  return { id: "in", kind: "trigger", name: "in", trigger: "call", config: { inputs } };
}

interface Exit {
  readonly from: string;
  readonly port: string;
}

interface Where {
  /** Where the event says what an effect is called by. */
  readonly base: string;
  /** Of a playbook that is called: whose step called it. */
  readonly prefix: string;
  /** Ids, from the outside in. */
  readonly loops: readonly string[];
}

/** As what is sent says how it wants to be answered: "not this", always or the first time. */
const REFUSED = -1;
const REFUSED_ONCE = -2;
/** The label of what nobody decides. */
export const LEFT_ALONE = "left alone";
const ASKED = { approvers: ["role:admin", "role:analyst"] };
const PATIENT = { attempts: 50, delay: 0.2, factor: 1 };

class Drawing {
  readonly nodes: object[] = [];
  readonly edges: object[] = [];
  readonly called: PlaybookDocument[] = [];
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** The ways out of it: of one without parts those that lead in. */
  block(block: Block, entries: readonly Exit[], where: Where): readonly Exit[] {
    return block.reduce((exits, part) => this.part(part, exits, where), entries);
  }

  /** A step that all these ways lead to. */
  private node(id: string, entries: readonly Exit[], where: Where, fields: object): readonly Exit[] {
    const parent = where.loops.at(-1);
    this.nodes.push({ id, name: id, ...(parent === undefined ? {} : { parent }), ...fields });
    for (const { from, port } of entries) this.edges.push({ from, port, to: id });
    return [{ from: id, port: "default" }];
  }

  private part(part: Part, entries: readonly Exit[], where: Where): readonly Exit[] {
    const { id } = part;
    switch (part.kind) {
      case "effect": {
        const approval = part.gated ? { approval: ASKED, onFailure: "continue" } : {};
        const call = part.via === "comment" ? comment(id, where) : send(id, where, part);
        return this.node(id, entries, where, { ...call, ...approval });
      }
      case "refused": {
        const { onFailure } = part;
        const refusals = onFailure === "retry" ? REFUSED_ONCE : REFUSED;
        const isAsked = onFailure === "skip" || onFailure === "retry";
        const fields = {
          ...send(id, where, { via: "webhook", refusals }),
          ...(isAsked ? { onFailure: "ask", label: onFailure } : { onFailure }),
        };
        const [usual = { from: id, port: "default" }] = this.node(id, entries, where, fields);
        if (onFailure !== "branch") return [usual];
        return [usual, ...this.block(part.branch, [{ from: id, port: "on_failure" }], where)];
      }
      case "script":
        return this.script(id, entries, where, part.idempotent ? "mix_repeatable" : "mix_careful");
      case "passed_over":
        return this.node(id, entries, where, {
          ...send(id, where, { via: "webhook", refusals: 0 }),
          runIf: `${where.base}.key == 'nobody'`,
        });
      case "light":
        return this.node(id, entries, where, {
          kind: "set",
          assignments: [{ name: "seen", value: `{{ ${where.base}.key }}` }],
        });
      case "wait":
        return this.node(id, entries, where, { kind: "wait", seconds: part.seconds });
      case "event": {
        const [usual = { from: id, port: "default" }] = this.node(id, entries, where, {
          kind: "wait_event",
          source: `webhook:${SIGNALS}`,
          key: identity(id, where),
          eventKey: "event.body.key",
          lookBack: 86_400,
          ...(part.arrives ? {} : { timeoutAfter: 1 }),
        });
        const late = this.block(part.late, [{ from: id, port: "timed_out" }], where);
        return [...this.block(part.inTime, [usual], where), ...late];
      }
      case "approval": {
        this.node(id, entries, where, {
          kind: "approval",
          ...ASKED,
          ...(part.expires ? { expiresAfter: 1, label: LEFT_ALONE } : {}),
        });
        const approved = this.block(part.approved, [{ from: id, port: "approved" }], where);
        const others = [
          { from: id, port: "rejected" },
          { from: id, port: "expired" },
        ];
        return [...approved, ...this.block(part.rejected, others, where)];
      }
      case "choice": {
        const cases = [{ name: "yes", when: conditionOf(where) }];
        this.node(id, entries, where, { kind: "condition", cases });
        const yes = this.block(part.yes, [{ from: id, port: "yes" }], where);
        return [...yes, ...this.block(part.no, [{ from: id, port: "else" }], where)];
      }
      case "fork": {
        const head = this.node(id, entries, where, { kind: "join" });
        const ends = part.branches.flatMap((branch) => this.block(branch, head, where));
        const join = `${id}_join`;
        const met = this.node(join, ends, where, { kind: "join", join: part.join });
        // What follows waits for all of it, so that it is no chance what has been done by then.
        return part.join === "all" ? met : this.node(`${id}_all`, [...met, ...ends], where, { kind: "join" });
      }
      case "each": {
        const { items, parallel, stumble } = part;
        const over = Array.from({ length: items }, (_, at) => at);
        const onItemFailure = stumble?.onFailure ?? "stop";
        const loop = { kind: "for_each", over, parallel, onItemFailure, onFailure: "continue" };
        const inner = this.loop(part, entries, where, loop);
        if (stumble !== null) {
          const cases = [{ name: "yes", when: `loop.index0 == ${stumble.at}` }];
          this.node(`${id}_trip`, inner.ends, inner.where, { kind: "condition", cases });
          const trip = [{ from: `${id}_trip`, port: "yes" }];
          this.node(`${id}_fall`, trip, inner.where, { kind: "fail", message: "Stumbled." });
        }
        const told = stumble?.onFailure === "stop" ? {} : { says: `{{ steps.${id}.results }}` };
        return this.tell(`${id}_tell`, inner.exits, where, told);
      }
      case "while": {
        const loop = { kind: "while", condition: `loop.index0 < ${part.count}` };
        const { exits } = this.loop(part, entries, where, loop);
        return this.tell(`${id}_tell`, exits, where, { says: `{{ steps.${id}.results }}` });
      }
      case "call":
        return this.call(part, entries, where);
      case "end": {
        const cases = [{ name: "yes", when: `${where.base}.flag` }];
        this.node(id, entries, where, { kind: "condition", cases });
        const fields = part.how === "fail" ? { kind: "fail", message: "As drawn." } : { kind: "stop" };
        this.node(`${id}_end`, [{ from: id, port: "yes" }], where, fields);
        return [{ from: id, port: "else" }];
      }
    }
  }

  private tell(id: string, entries: readonly Exit[], where: Where, more: object): readonly Exit[] {
    const fields = send(id, where, { via: "webhook", refusals: 0, ...more });
    return this.node(id, entries, where, fields);
  }

  /** Two that read what it gave: a script that ran again in between would have told them two things. */
  private script(id: string, entries: readonly Exit[], where: Where, name: string): readonly Exit[] {
    const ran = this.node(id, entries, where, { kind: "action", action: `script.${name}`, arguments: {} });
    const says = { says: `{{ steps.${id}.nonce }}` };
    return this.tell(`${id}_again`, this.tell(`${id}_tell`, ran, where, says), where, says);
  }

  private loop(part: { id: string; body: Block }, entries: readonly Exit[], where: Where, fields: object) {
    const { id, body } = part;
    const exits = this.node(id, entries, where, { ...fields, collect: "{{ loop.index0 }}" });
    const inner = { ...where, loops: [...where.loops, id] };
    return { exits, where: inner, ends: this.block(body, [{ from: id, port: "each" }], inner) };
  }

  private call(part: Extract<Part, { kind: "call" }>, entries: readonly Exit[], where: Where) {
    const { id } = part;
    const name = calledBy(this.name, id);
    const inside = new Drawing(name);
    const within: Where = { base: "trigger", prefix: "{{ trigger.place }}>", loops: [] };
    const ends = inside.block(part.child, [{ from: "in", port: "default" }], within);
    if (part.fails) inside.node("fall", ends, within, { kind: "fail", message: "As drawn." });
    this.called.push(document(name, callNode(), inside));
    const passed = Object.fromEntries(CALL_FIELDS.map((field) => [field, `{{ ${where.base}.${field} }}`]));
    return this.node(id, entries, where, {
      kind: "sub_playbook",
      playbook: name,
      arguments: { ...passed, place: placeOf(id, where) },
      onFailure: "continue",
    });
  }
}

export function calledBy(playbook: string, step: string): string {
  return `${playbook}, called by ${step}`;
}

function conditionOf({ base, loops }: Where): string {
  return loops.length === 0 ? `${base}.flag` : "loop.index0 == 1";
}

/** As records say it: the step and the iteration. */
function placeOf(id: string, { loops }: Where): string {
  const scope = loops.map((loop, at) => {
    const outwards = "parent.".repeat(loops.length - 1 - at);
    return `${loop}[{{ loop.${outwards}index0 }}]`;
  });
  return `${id}@${scope.join("/")}`;
}

function identity(id: string, where: Where): string {
  return `{{ ${where.base}.key }} ${where.prefix}${placeOf(id, where)}`;
}

interface Sent {
  readonly via: "webhook" | "request" | "comment";
  /** How often the other side says "later" before it accepts; or one of those above. */
  readonly refusals: number;
  readonly says?: string;
}

/** What reaches the outside says which step of which run it comes from, and how it wants to be answered. */
function send(id: string, where: Where, { via, refusals, says }: Sent): object {
  const body = {
    key: identity(id, where),
    place: `{{ run.id }} ${placeOf(id, where)}`,
    refusals,
    says: says ?? null,
  };
  const url = `{{ ${where.base}.receiver }}`;
  const common = { kind: "action", retry: PATIENT };
  if (via === "webhook") {
    return { ...common, action: "riposte.send_webhook", arguments: { url, body } };
  }
  return { ...common, action: "riposte.http_request", arguments: { url, method: "POST", json: body } };
}

function comment(id: string, where: Where): object {
  const given = { uuid: `{{ ${where.base}.alert }}`, content: identity(id, where) };
  return { kind: "action", action: "riposte.comment_alert", arguments: given };
}
