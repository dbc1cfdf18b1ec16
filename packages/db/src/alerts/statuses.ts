export interface AlertStatus {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly stage: "open" | "in_progress" | "closed";
}

/** The five statuses of Sekoia, with its uuids. */
export const alertStatuses: readonly AlertStatus[] = [
  {
    uuid: "2efc4930-1442-4abb-acf2-58ba219a4fd0",
    name: "Pending",
    description: "Waiting for somebody to look at it",
    stage: "open",
  },
  {
    uuid: "8f206505-af6d-433e-93f4-775d46dc7d0f",
    name: "Acknowledged",
    description: "Somebody has seen it",
    stage: "in_progress",
  },
  {
    uuid: "1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f",
    name: "Ongoing",
    description: "Being worked on",
    stage: "in_progress",
  },
  {
    uuid: "4f68da89-38e0-4703-a6ab-652f02bdf24e",
    name: "Rejected",
    description: "Not a threat",
    stage: "closed",
  },
  {
    uuid: "1738b1c1-767d-489e-bada-19176621a007",
    name: "Closed",
    description: "Dealt with",
    stage: "closed",
  },
];

export function statusByUuid(uuid: string): AlertStatus | undefined {
  return alertStatuses.find((status) => status.uuid === uuid);
}
