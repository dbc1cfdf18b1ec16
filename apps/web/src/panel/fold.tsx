import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useWantedWithin } from "./focus-field.ts";
import { usePanel } from "./panel-context.ts";
import classes from "./fold.module.css";

interface FoldProps {
  readonly title: string;
  /** In one line, what is inside. */
  readonly summary?: ReactNode;
  readonly startsOpen?: boolean;
  /** Fields inside, so that a jump to one of them opens it. */
  readonly holds: (field: string) => boolean;
  readonly children: ReactNode;
}

/** A part of the panel that is folded away until it is needed, or something in it is wrong. */
export function Fold({ title, summary, startsOpen = false, holds, children }: FoldProps) {
  const { node, problems } = usePanel();
  const [flipped, setFlipped] = useState<boolean | null>(null);
  const isWanted = useWantedWithin(node.id, holds);
  const within = problems.filter(({ field }) => field !== undefined && holds(field));
  const errors = within.filter(({ severity }) => severity === "error").length;
  const isOpen = isWanted || (flipped ?? (startsOpen || errors > 0));
  // Stays open when the jump is over.
  if (isWanted && flipped !== true) setFlipped(true);
  const id = useId();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes["fold"]}>
      <h3 className={classes["title"]}>
        <UnstyledButton
          className={classes["button"] ?? ""}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setFlipped(!isOpen)}
        >
          <Chevron size={14} aria-hidden />
          <span>{title}</span>
          {within.length > 0 && (
            <span className={classes["count"]} data-weight={errors > 0 ? "error" : "warning"}>
              {within.length} {within.length === 1 ? "problem" : "problems"}
            </span>
          )}
        </UnstyledButton>
      </h3>
      {!isOpen && summary !== undefined && <p className={classes["summary"]}>{summary}</p>}
      <div id={id} hidden={!isOpen} className={classes["body"]}>
        {isOpen && children}
      </div>
    </section>
  );
}
