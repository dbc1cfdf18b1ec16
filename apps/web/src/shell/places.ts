import {
  IconBell,
  IconBolt,
  IconListDetails,
  IconMail,
  IconPlayerPlay,
  IconPlug,
  IconRoute,
  IconServer,
  IconUserCheck,
  IconUsers,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { Permission } from "@riposte/api/router";

interface Place {
  readonly label: string;
  readonly to:
    | "/playbooks"
    | "/runs"
    | "/approvals"
    | "/alerts"
    | "/actions"
    | "/connectors"
    | "/outbox"
    | "/audit"
    | "/people"
    | "/runners";
  readonly icon: Icon;
  /** Who may not is not shown the way. */
  readonly permission: Permission;
  /** Words that find it in the spotlight. */
  readonly keywords: string;
}

/** The navigation, top to bottom; what belongs together stands together. */
export const PLACES: readonly (readonly Place[])[] = [
  [
    {
      label: "Playbooks",
      to: "/playbooks",
      icon: IconRoute,
      permission: "playbooks.read",
      keywords: "editor",
    },
    { label: "Runs", to: "/runs", icon: IconPlayerPlay, permission: "runs.read", keywords: "executions" },
    {
      label: "Approvals",
      to: "/approvals",
      icon: IconUserCheck,
      permission: "approvals.read",
      keywords: "pending decide unknown outcome",
    },
    { label: "Alerts", to: "/alerts", icon: IconBell, permission: "alerts.read", keywords: "cases" },
  ],
  [
    { label: "Actions", to: "/actions", icon: IconBolt, permission: "actions.read", keywords: "scripts" },
    {
      label: "Connectors",
      to: "/connectors",
      icon: IconPlug,
      permission: "connectors.read",
      keywords: "secrets credentials accounts",
    },
    { label: "Outbox", to: "/outbox", icon: IconMail, permission: "outbox.read", keywords: "mail messages" },
  ],
  [
    {
      label: "Audit log",
      to: "/audit",
      icon: IconListDetails,
      permission: "audit.read",
      keywords: "history who",
    },
    {
      label: "People",
      to: "/people",
      icon: IconUsers,
      permission: "tokens.read",
      keywords: "users roles invitations tokens",
    },
    {
      label: "Runners",
      to: "/runners",
      icon: IconServer,
      permission: "runners.write",
      keywords: "groups scripts drain tokens python",
    },
  ],
];
