import { harmlessText } from "@riposte/plan/harmless-text";
import { methodWords } from "./failure-words.ts";
import type { Read } from "./failure-words.ts";
import { LongText } from "./long-text.tsx";
import { fieldWords } from "../panel/problem-words.ts";
import classes from "./written-arguments.module.css";

interface WrittenArgumentsProps {
  readonly reads: readonly (Read & { readonly isKnown: boolean; readonly length: number })[];
}

/** The templates of a step as they were written, each with what its names were in this run. */
export function WrittenArguments({ reads }: WrittenArgumentsProps) {
  const fields = Map.groupBy(reads, ({ field }) => field);
  return (
    <dl className={classes["list"]}>
      {[...fields].map(([field, names]) => (
        <div key={field} className={classes["field"]}>
          <dt>{fieldWords(field)}</dt>
          <dd>
            <code className={classes["template"]}>
              <LongText text={names[0]?.template ?? ""} />
            </code>
            <ul className={classes["names"]}>
              {names.map(({ path, value, length, method, isKnown }) => (
                <li key={path}>
                  <code>{harmlessText(path)}</code>{" "}
                  {method !== null ? (
                    `was ${methodWords(method)}`
                  ) : value !== null ? (
                    <>
                      was{" "}
                      <code className={classes["value"]}>
                        <LongText text={value} most={300} length={length} />
                      </code>
                    </>
                  ) : isKnown ? (
                    "is nothing in this run"
                  ) : /^(?:item|loop)\b/.test(path) ? (
                    "is the iteration's own: the input of the loop holds what it goes over"
                  ) : (
                    "is not known yet"
                  )}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
