import type { ActionDefinition } from "./action.ts";
import type { ConnectorDefinition } from "./connector.ts";
import type { TriggerDefinition } from "./trigger.ts";

/** What a vendor's folder exports from its `index.ts`. */
export interface Vendor {
  /** The folder's name, with underscores; the first part of every key. */
  readonly key: string;
  readonly name: string;
  readonly connectors: readonly ConnectorDefinition[];
  readonly actions: readonly ActionDefinition[];
  readonly triggers: readonly TriggerDefinition[];
}
