import { harmlessText } from "@riposte/plan/harmless-text";
import { Text } from "@mantine/core";
import { IconHelpHexagon, IconUserExclamation, IconUserQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { KeyboardEvent, ReactNode } from "react";
import type { trpc } from "../../api/trpc.ts";
import { withoutAdvice } from "../../run/failure-words.ts";
import { plainSentence } from "../../run/plain-message.ts";
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
          title={titleOf(outcome)}
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
      {waiting.failures.map((failed) => (
        <Row
          key={`failed ${failed.run} ${failed.step} ${failed.scope}`}
          inRun={failed}
          icon={<IconUserExclamation size={20} stroke={1.5} aria-hidden />}
          title={titleOf(failed)}
          about={`Failed, and asks what becomes of it: ${plainSentence(withoutAdvice(failed.failure?.message ?? ""))}`}
          lines={[
            ["Sent", failed.sent],
            ["Event", failed.ofRun.eventLine],
          ]}
          playbook={failed.ofRun.playbook.name}
          isSimulated={failed.ofRun.simulate}
          since={failed.since}
        >
          <span>
            {waiting.mayResolve
              ? "You can say what becomes of it"
              : "An analyst has to say what becomes of it"}
          </span>
        </Row>
      ))}
      {waiting.approvals.map((approval) => (
        <Row
          key={approval.id}
          to={approval.id}
          icon={<IconUserQuestion size={20} stroke={1.5} aria-hidden />}
          title={titleOf(approval)}
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
          <span>{forWhom(approval)}</span>
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

function forWhom({ kept, whyNot, asks }: Waiting["approvals"][number]): string {
  if (kept !== null)
    return `${kept.outcome === "approved" ? "Approved" : "Rejected"}, which the run has not heard yet`;
  return whyNot === null ? "You can decide it" : `For ${asks.join(", ")}`;
}

/** The same step asks once in each iteration. */
function titleOf({ stepLabel, iteration }: { stepLabel: string; iteration: string | null }): string {
  return iteration === null ? stepLabel : `${stepLabel} (${iteration})`;
}

interface RowProps {
  /** Of its page here; absent: it is answered at its run. */
  readonly to?: string;
  readonly inRun?: { readonly run: string; readonly step: string; readonly scope: string };
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

function Row({ to, inRun, icon, title, about, lines, playbook, isSimulated, since, children }: RowProps) {
  return (
    <li>
      <Link {...addressOf({ to, inRun })} className={classes["row"]} onKeyDown={moveOn}>
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
              asked <RelativeTime at={since} />
            </span>
            {children}
          </span>
        </span>
      </Link>
    </li>
  );
}

function addressOf({ to, inRun }: { readonly to: RowProps["to"]; readonly inRun: RowProps["inRun"] }) {
  if (inRun === undefined) return { to: "/approvals/$approval", params: { approval: to ?? "" } } as const;
  const { run, step, scope } = inRun;
  const search = { step, ...(scope === "" ? {} : { turn: scope }) } as never;
  return { to: "/runs/$run", params: { run }, search } as const;
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
