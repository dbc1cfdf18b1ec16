import { harmlessText } from "@riposte/plan/harmless-text";
import { Fragment } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import type { ApprovalStory } from "./approval-context.tsx";

type Concerned = ApprovalStory["concerned"][number];

interface ConcernedListProps {
  readonly concerned: readonly Concerned[];
}

/** "alert AL-1 “Impossible travel”, mail jane@example.com": alerts lead to their pages. */
export function ConcernedList({ concerned }: ConcernedListProps) {
  const once = new Map(concerned.map((each) => [each.alert?.uuid ?? each.target, each]));
  return [...once.values()].map((each, at) => (
    <Fragment key={each.target}>
      {at > 0 && ", "}
      <One concerned={each} />
    </Fragment>
  ));
}

interface ItConcernsProps extends ConcernedListProps {
  /** As actions write them: `alert:AL-1`. */
  readonly targets: readonly string[];
}

/** "It concerns alert AL-1 “Impossible travel”. "; nothing where nobody knows what of. */
export function ItConcerns({ targets, concerned }: ItConcernsProps) {
  const known = concerned.filter(({ target }) => targets.includes(target));
  if (known.length === 0) return null;
  return (
    <>
      It concerns <ConcernedList concerned={known} />.{" "}
    </>
  );
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

/** The alert that an id among the arguments means: " (AL-1)". */
export function ConcernedAlert({ id, concerned }: { readonly id: string } & ConcernedListProps) {
  const alert = concerned.find((each) => each.alert?.uuid === id)?.alert;
  if (alert === null || alert === undefined) return null;
  return (
    <>
      {" "}
      (
      <AnchorLink to="/alerts/$alert" params={{ alert: alert.shortId }}>
        {alert.shortId}
      </AnchorLink>
      )
    </>
  );
}
