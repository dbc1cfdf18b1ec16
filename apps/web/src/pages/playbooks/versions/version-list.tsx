import { actorWords } from "@riposte/plan/actor-words";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { Link } from "@tanstack/react-router";
import type { trpc } from "../../../api/trpc.ts";
import { RelativeTime } from "../../../shell/relative-time.tsx";
import { sideText } from "./sides.ts";
import type { Side } from "./sides.ts";
import classes from "./versions-page.module.css";

export type Version = inferOutput<typeof trpc.playbooks.versions>[number];

interface VersionListProps {
  readonly playbook: string;
  readonly versions: readonly Version[];
  /** The later side of what is compared. */
  readonly to: Side;
}

/** Who published what, when and why; each is a link to what it changed. */
export function VersionList({ playbook, versions, to }: VersionListProps) {
  const link = (side: Side) => ({
    to: "/playbooks/$playbook/versions" as const,
    params: { playbook },
    search: { to: sideText(side) } as never,
    className: classes["version"],
    "aria-current": side === to || undefined,
  });
  return (
    <nav aria-label="Versions">
      <ul className={classes["list"]}>
        <li>
          <Link {...link("draft")}>
            <b>Draft</b>
            <span className={classes["quiet"]}>What the editor has now</span>
          </Link>
        </li>
        {versions.map(({ version, message, author, createdAt, isPublished }) => (
          <li key={version}>
            <Link {...link(version)}>
              <span>
                <b>v{version}</b>
                {isPublished && " · runs now"}
              </span>
              {message !== "" && <span className={classes["message"]}>{message}</span>}
              <span className={classes["quiet"]}>
                {actorWords(author)}, <RelativeTime at={createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
