import { mattermost } from "./mattermost/index.ts";
import { riposte } from "./riposte/index.ts";
import type { Vendor } from "./vendor.ts";

/** One line a vendor. */
export const vendors: readonly Vendor[] = [riposte, mattermost];

export const actions = byKey(
  vendors.flatMap((vendor) => vendor.actions),
  (action) => action.key,
);
export const triggers = byKey(
  vendors.flatMap((vendor) => vendor.triggers),
  (trigger) => trigger.key,
);
export const connectors = byKey(
  vendors.flatMap((vendor) => vendor.connectors),
  (connector) => connector.type,
);

function byKey<T>(definitions: readonly T[], keyOf: (definition: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const definition of definitions) {
    const key = keyOf(definition);
    if (found.has(key)) throw new Error(`Two definitions are called ${key}.`);
    found.set(key, definition);
  }
  return found;
}
