import { harmlessText } from "@riposte/plan/harmless-text";
import { Fragment } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import type { ApprovalStory } from "./approval-context.tsx";

type Concerned = ApprovalStory["concerned"][number];

/** "alert AL-1 “Impossible travel”, mail jane@example.com": alerts lead to their pages. */
export function ConcernedList({ concerned }: { readonly concerned: readonly Concerned[] }) {
  const once = new Map(concerned.map((each) => [each.alert?.uuid ?? each.target, each]));
  return [...once.values()].map((each, at) => (
    <Fragment key={each.target}>
      {at > 0 && ", "}
      <One concerned={each} />
    </Fragment>
  ));
}

function One({ concerned: { kind, id, alert } }: { readonly concerned: Concerned }) {
  if (alert === null) return `${harmlessText(kind)} ${harmlessText(id)}`;
  return (
    <>
      alert{" "}
      <AnchorLink to="/alerts/$alert" params={{ alert: alert.shortId }}>
        {alert.shortId}
      </AnchorLink>{" "}
      “{harmlessText(alert.title)}”
    </>
  );
}
