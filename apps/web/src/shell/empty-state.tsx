import { IconInbox } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

interface EmptyStateProps {
  /** "No playbooks yet", "Nothing matches". */
  readonly title: string;
  /** What this is, or why nothing is there. */
  readonly children?: ReactNode;
  /** The first step: a button or a link. */
  readonly action?: ReactNode;
  readonly icon?: Icon;
}

export function EmptyState({ title, children, action, icon = IconInbox }: EmptyStateProps) {
  return (
    <Notice icon={icon} title={title} {...(action === undefined ? {} : { steps: action })}>
      {children}
    </Notice>
  );
}
