import { harmlessText } from "@riposte/plan/harmless-text";
import { Text } from "@mantine/core";
import { IconHelpHexagon, IconUserQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { KeyboardEvent, ReactNode } from "react";
import type { trpc } from "../../api/trpc.ts";
import { withoutAdvice } from "../../run/failure-words.ts";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { outcomeRef } from "./outcome-ref.ts";
import classes from "./waiting-list.module.css";

type Waiting = inferOutput<typeof trpc.approvals.waiting>;

/** One row for each question, the longest waiting first; arrows go from row to row. */
export function WaitingList({ waiting }: { readonly waiting: Waiting }) {
  return (
    <ul className={classes["list"]}>
      {waiting.outcomes.map((outcome) => (
        <Row
          key={`${outcome.run} ${outcome.step} ${outcome.scope}`}
          to={outcomeRef(outcome)}
          icon={<IconHelpHexagon size={20} stroke={1.5} aria-hidden />}
          title={outcome.stepLabel}
          about={`Unknown outcome: ${withoutAdvice(outcome.failure?.message ?? "nobody knows what became of it.")}`}
          lines={[
            ["Sent", outcome.sent],
            ["Event", outcome.ofRun.eventLine],
          ]}
          playbook={outcome.ofRun.playbook.name}
          isSimulated={outcome.ofRun.simulate}
          since={outcome.since}
        >
          <span>
            {waiting.mayResolve ? "You can say what became of it" : "An analyst has to say what became of it"}
          </span>
        </Row>
      ))}
      {waiting.approvals.map((approval) => (
        <Row
          key={approval.id}
          to={approval.id}
          icon={<IconUserQuestion size={20} stroke={1.5} aria-hidden />}
          title={approval.stepLabel}
          about={harmlessText(approval.message)}
          lines={[["Event", approval.ofRun.eventLine]]}
          playbook={approval.ofRun.playbook.name}
          isSimulated={approval.ofRun.simulate}
          since={approval.createdAt}
        >
          {approval.expiresAt !== null && (
            <span>
              expires <RelativeTime at={approval.expiresAt} />
            </span>
          )}
          <span>{approval.whyNot === null ? "You can decide it" : `For ${approval.asks.join(", ")}`}</span>
        </Row>
      ))}
      {waiting.more && (
        <li>
          <Text c="dimmed">
            There are more: these are the 200 that wait longest. Decide some, and the others appear.
          </Text>
        </li>
      )}
    </ul>
  );
}

interface RowProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly about: string;
  /** What tells it from others of its step; empty ones are left out. */
  readonly lines: readonly (readonly [name: string, text: string])[];
  readonly playbook: string;
  readonly isSimulated: boolean;
  readonly since: string;
  readonly children: ReactNode;
}

function Row({ to, icon, title, about, lines, playbook, isSimulated, since, children }: RowProps) {
  return (
    <li>
      <Link to="/approvals/$approval" params={{ approval: to }} className={classes["row"]} onKeyDown={moveOn}>
        <span className={classes["icon"]}>{icon}</span>
        <span className={classes["text"]}>
          <span className={classes["title"]}>{title}</span>
          {about !== "" && <span className={classes["about"]}>{about}</span>}
          {lines.map(
            ([name, text]) =>
              text !== "" && (
                <span key={name} className={classes["line"]}>
                  {name}: {text}
                </span>
              ),
          )}
          <span className={classes["facts"]}>
            <span>{playbook}</span>
            {isSimulated && <SimulatedBadge />}
            <span>
              waits since <RelativeTime at={since} />
            </span>
            {children}
          </span>
        </span>
      </Link>
    </li>
  );
}

function moveOn(event: KeyboardEvent<HTMLAnchorElement>): void {
  const row = event.currentTarget.closest("li");
  const next =
    event.key === "ArrowDown"
      ? row?.nextElementSibling
      : event.key === "ArrowUp"
        ? row?.previousElementSibling
        : null;
  const link = next?.querySelector("a");
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus();
}
