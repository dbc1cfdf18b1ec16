import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { StepIcon } from "../../canvas/step-icon.tsx";
import type { UsingPlaybook } from "../connectors/used-by.tsx";
import classes from "./actions-page.module.css";
import { Effect } from "./effect.tsx";

export type ActionItemData = inferOutput<typeof trpc.catalogue.get>["actions"][number];

interface ActionRowProps {
  readonly action: ActionItemData;
  readonly usedBy: readonly UsingPlaybook[];
  /** Absent: it cannot be deleted, or not by this person. */
  readonly onDelete?: (() => void) | undefined;
}

/** A line that leads to the action's page. */
export function ActionRow({ action, usedBy, onDelete }: ActionRowProps) {
  return (
    <li className={classes["action"]}>
      <StepIcon kind={action.kind} icon={action.icon} logo={action.logo} />
      <Anchor
        fw={600}
        c="var(--mantine-color-text)"
        className={classes["name"] ?? ""}
        renderRoot={(props) => <Link to="/actions/$action" params={{ action: action.key }} {...props} />}
      >
        {action.name}
      </Anchor>
      <span className={classes["description"]}>{action.description}</span>
      <Effect effect={action.effect} />
      <span className={classes["users"]}>
        {usedBy.length === 0 ? "Not used" : `Used by ${usedBy.length}`}
      </span>
      <span className={classes["tool"]}>
        {onDelete !== undefined && (
          <Tooltip label={`Delete ${action.name}`} openDelay={400}>
            <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${action.name}`} onClick={onDelete}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    </li>
  );
}
