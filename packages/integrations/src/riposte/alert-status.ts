/** The five statuses of an alert, with the uuids of the public API. */
export const alertStatuses = {
  Pending: "2efc4930-1442-4abb-acf2-58ba219a4fd0",
  Acknowledged: "8f206505-af6d-433e-93f4-775d46dc7d0f",
  Ongoing: "1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f",
  Rejected: "4f68da89-38e0-4703-a6ab-652f02bdf24e",
  Closed: "1738b1c1-767d-489e-bada-19176621a007",
} as const;

/** By uuid or by name, whatever its case; undefined when there is none. */
export function findStatus(uuidOrName: string): { readonly uuid: string; readonly name: string } | undefined {
  const wanted = uuidOrName.trim().toLowerCase();
  const found = Object.entries(alertStatuses).find(
    ([name, uuid]) => uuid === wanted || name.toLowerCase() === wanted,
  );
  return found && { name: found[0], uuid: found[1] };
}
