import { ActionIcon, Anchor } from "@mantine/core";
import { actorWords } from "@riposte/plan/actor-words";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./audit-list.module.css";
import { factsOf, placeOf, tell } from "./audit-words.ts";
import type { AuditItem } from "./audit-words.ts";

/** One sentence for each entry; all that is written in it unfolds beneath. */
export function AuditList({ entries }: { readonly entries: readonly AuditItem[] }) {
  return (
    <ul className={classes["list"]} aria-label="Entries">
      {entries.map((entry) => (
        <Entry key={entry.seq} entry={entry} />
      ))}
    </ul>
  );
}

function Entry({ entry }: { readonly entry: AuditItem }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={classes["entry"]}>
      <div className={classes["line"]}>
        <span className={classes["when"]}>
          <RelativeTime at={entry.at} />
        </span>
        <span className={classes["sentence"]}>
          <strong>{actorWords(entry.actor)}</strong> <Sentence entry={entry} />
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label="Details"
          title="Details"
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={16} className={classes["chevron"]} data-open={isOpen} aria-hidden />
        </ActionIcon>
      </div>
      <dl id={id} className={classes["facts"]} hidden={!isOpen}>
        {isOpen &&
          factsOf(entry).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </li>
  );
}

function Sentence({ entry }: { readonly entry: AuditItem }) {
  const { before, thing, after } = tell(entry);
  const place = placeOf(entry);
  return (
    <>
      {before}
      {thing !== "" && place !== null ? (
        <Anchor underline="always" renderRoot={(props) => <Link to={place as never} {...props} />}>
          {thing}
        </Anchor>
      ) : (
        thing
      )}
      {after}
    </>
  );
}
