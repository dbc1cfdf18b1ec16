import { harmlessText } from "@riposte/plan/harmless-text";
import { LongText } from "../../run/long-text.tsx";
import type { ApprovalStory } from "./approval-context.tsx";
import classes from "./approval-page.module.css";

type Part = ApprovalStory["following"]["approved"][number]["arguments"][number]["parts"][number];

interface PartsProps {
  readonly parts: readonly Part[];
}

/** An argument as far as it is known; what is open stands in it as a template, and looks like one. */
export function Parts({ parts }: PartsProps) {
  return parts.map((part, at) =>
    part.kind === "known" ? (
      // oxlint-disable-next-line react/no-array-index-key -- they are told anew as a whole
      <LongText key={at} text={part.text} />
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- as above
      <code key={at} className={classes["template"]}>
        {harmlessText(part.text)}
      </code>
    ),
  );
}

/** What of it is not known yet, and why. */
export function Reasons({ parts, fails }: PartsProps & { readonly fails: boolean }) {
  const open = parts.flatMap((part) => (part.kind === "open" && part.why.length > 0 ? [part] : []));
  const why = new Map(open.flatMap((part) => part.why.map(({ path, because }) => [path, because] as const)));
  const known = new Map(open.flatMap((part) => part.known.map((each) => [each.path, each] as const)));
  const isTooLarge = !fails && parts.some((part) => part.kind === "open" && part.why.length === 0);
  return (
    <>
      {isTooLarge && (
        <span className={classes["open"]}>
          All it reads is known, but it is too large to be worked out here.
        </span>
      )}
      {[...why].map(([path, because]) => (
        <span key={path} className={classes["open"]}>
          <code>{harmlessText(path)}</code> is known only then: {because}.
        </span>
      ))}
      {[...known.values()].map(({ path, json, length }) => (
        <span key={path} className={classes["quiet"]}>
          <code>{harmlessText(path)}</code> is {harmlessText(json)}
          {json.length < length && `… (${length.toLocaleString("en")} characters)`}.{" "}
        </span>
      ))}
    </>
  );
}
