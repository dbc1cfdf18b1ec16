import { harmlessText } from "@riposte/plan/harmless-text";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../api/trpc.ts";
import { fieldWords } from "../../panel/problem-words.ts";
import classes from "./found-in-drafts.module.css";

const SHORTEST = 2;

/** Where a text stands in all drafts: in names, templates, notes and what steps call. Each hit leads to its step. */
export function FoundInDrafts({ text }: { readonly text: string }) {
  const wanted = text.trim();
  const { data } = useQuery(
    trpc.playbooks.search.queryOptions({ text: wanted }, { enabled: wanted.length >= SHORTEST }),
  );
  if (data === undefined || data.length === 0) return null;
  return (
    <section className={classes["found"]} aria-label="Found in steps">
      <h2 className={classes["title"]}>Found in steps</h2>
      <ul className={classes["list"]}>
        {data.map(({ id, name, hits, more }) => (
          <li key={id}>
            <b>{harmlessText(name)}</b>
            <ul className={classes["list"]}>
              {hits.map(({ node, name: step, title, field, excerpt }) => (
                <li key={`${node} ${field}`}>
                  <Link
                    to="/playbooks/$playbook"
                    params={{ playbook: id }}
                    search={{ step } as never}
                    className={classes["hit"]}
                  >
                    <span>
                      {harmlessText(title)}, {fieldWords(field)}
                    </span>
                    <code>{harmlessText(excerpt)}</code>
                  </Link>
                </li>
              ))}
            </ul>
            {more > 0 && <span className={classes["more"]}>and {more} more</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
