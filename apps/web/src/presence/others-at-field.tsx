import { useShallow } from "zustand/shallow";
import { useDraft } from "../canvas/draft-store.ts";
import { colourOf } from "./person-look.ts";
import classes from "./presence.module.css";

/** Who else has the cursor in this field of the step. */
export function OthersAtField({ step, field }: { readonly step: string; readonly field: string }) {
  const here = useDraft(
    useShallow(({ others }) => others.filter((other) => other.step === step && other.field === field)),
  );
  return here.map((present) => (
    <span
      key={present.page}
      className={classes["tag"]}
      data-colour={colourOf(present)}
      title={`${present.name} has the cursor in this field`}
    >
      {present.name}
    </span>
  ));
}
