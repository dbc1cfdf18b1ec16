import type { ActionIcon } from "./action-icons.ts";
import type { Effect, JsonObject, PlanScript } from "./plan.ts";

/** What `compile` knows of the world: data, so that uploaded scripts count the same as built-in actions. */
export interface Catalogue {
  readonly actions: ReadonlyMap<string, ActionEntry>;
  readonly triggers: ReadonlyMap<string, TriggerEntry>;
  /** Connectors of the workspace, by name: their type. */
  readonly connectors: ReadonlyMap<string, string>;
  /** Of those that are for the runners of a group, where only scripts run: its name, by theirs. */
  readonly connectorGroups?: ReadonlyMap<string, string>;
  /** Runners elsewhere that steps and connectors can name; absent: it is not known which there are. */
  readonly runnerGroups?: ReadonlySet<string>;
  /** The workspace's other playbooks, by id. */
  readonly playbooks?: ReadonlyMap<string, PlaybookEntry>;
  /** Everybody of the workspace by e-mail, in small letters: their role. Absent: it is not known who there is. */
  readonly people?: ReadonlyMap<string, string>;
  /** Versions of Python that a runner has for scripts; absent: it is not known, or none is there. */
  readonly interpreters?: ReadonlySet<string>;
  /** What playbooks can wait for, by what graphs call it. */
  readonly events?: ReadonlyMap<string, EventSource>;
  /** What recorded runs gave, by action, where it declares no result: schemas that `learn` has made. */
  readonly learnt?: ReadonlyMap<string, JsonObject>;
}

export interface ActionEntry {
  /** `riposte.comment_alert`; an uploaded script's is `script.<name>`, a module's `module.<name>.<action>`. */
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly kind: "getter" | "setter" | "notifier" | "enricher" | "helper" | "script";
  readonly effect: Effect;
  readonly idempotent: boolean;
  readonly execution: "short" | "long" | "script";
  /** JSON Schema of an object. */
  readonly arguments: JsonObject;
  /** JSON Schema, or null where it is not declared. */
  readonly result: JsonObject | null;
  /** The connector type it needs, or null. */
  readonly connector: string | null;
  readonly connectorRequired: boolean;
  readonly script: PlanScript | null;
  readonly timeoutMs: number;
  /** One of `ACTION_ICONS`; absent: that of its kind. */
  readonly icon?: ActionIcon;
  /** Its named ways out, with what each means; where it has any, it takes no other. */
  readonly branches?: { readonly [name: string]: string };
  /** The module that it came with, by its name: `small_talk`. */
  readonly module?: string;
  /** What its module's author names it by: so do files of playbooks. */
  readonly uuid?: string;
  /** That module's, as a `data:` address: pages show it. */
  readonly logo?: string;
  /** What an uploaded action touches: `host:` and the value of the argument. Built-in ones work it out. */
  readonly target?: { readonly kind: string; readonly argument: string };
}

export interface TriggerEntry {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the trigger node's `config`. */
  readonly config: JsonObject;
  /** JSON Schema of the event, or null where anything may come. */
  readonly event: JsonObject | null;
  /** The setting that holds the JSON Schema of the event. */
  readonly eventIn?: string;
  /** Other playbooks can start it. */
  readonly callable?: true;
  /** Of a module: what runs for as long as its playbook is on, and brings the events. */
  readonly source?: TriggerSource;
  /** The module that it came with, by its name. */
  readonly module?: string;
  /** What its module's author names it by: so do files of playbooks. */
  readonly uuid?: string;
  /** That module's, as a `data:` address: pages show it. */
  readonly logo?: string;
}

export interface TriggerSource {
  readonly script: PlanScript;
  /** The connector type it uses, or null. */
  readonly connector: string | null;
  readonly connectorRequired: boolean;
}

/** A playbook as another one sees it: what is published of it. */
export interface PlaybookEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `off`: it could be called, but is switched off; `other`: it starts in another way. */
  readonly state: "callable" | "off" | "unpublished" | "other";
  /** JSON Schema of what it is called with; null where anything may come, or it cannot be called. */
  readonly inputs: JsonObject | null;
  /** JSON Schema of what it gives; null: nothing. */
  readonly gives: JsonObject | null;
  /** Ids of the playbooks that it calls without a bound of their own. */
  readonly calls: readonly string[];
}

/** What brings events that a step can wait for. */
export interface EventSource {
  /** `webhook:<playbook>`, `alert_status`, … */
  readonly key: string;
  /** Stays when the playbook is renamed: `playbook:pb_…`, or the key. */
  readonly id: string;
  readonly name: string;
  /** JSON Schema of the event, or null where anything may come. */
  readonly event: JsonObject | null;
}
