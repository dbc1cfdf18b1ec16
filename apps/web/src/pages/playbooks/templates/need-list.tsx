import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useConnectorTypes } from "../../connectors/use-connector-types.ts";
import type { TemplateItem } from "./matching.ts";
import classes from "./template-gallery.module.css";

type Need = TemplateItem["needs"][number];

/** What a template needs, and whether it is here. */
export function NeedList({ needs, of }: { readonly needs: readonly Need[]; readonly of: string }) {
  const types = useConnectorTypes();
  const values = needs.filter(({ kind }) => kind === "value");
  const [first] = values;
  const typeName = (type: string) => types?.find((one) => one.type === type)?.name ?? type;
  if (needs.length === 0) return <p className={classes["none"]}>Needs nothing.</p>;
  return (
    <ul className={classes["needs"]} aria-label={`What ${of} needs`}>
      {needs.map(({ kind, what, isHere }) =>
        kind === "value" ? null : (
          <li key={`${kind} ${what}`} data-here={isHere || undefined}>
            {isHere ? <IconCircleCheck size={14} aria-hidden /> : <IconCircleDashed size={14} aria-hidden />}
            <span>
              {WORDS[kind]} {kind === "connector" ? typeName(what) : what}
              <span className={classes["whether"]}>{isHere ? HERE[kind] : ` ${NOT_HERE[kind]}`}</span>
            </span>
          </li>
        ),
      )}
      {first !== undefined && (
        <li>
          <IconCircleDashed size={14} aria-hidden />
          <span>
            {values.length === 1
              ? `Your own in place of ${first.what}`
              : `${values.length} values of your own`}
            <span className={classes["whether"]}> to be filled in</span>
          </span>
        </li>
      )}
    </ul>
  );
}

type Kind = Exclude<Need["kind"], "value">;

const WORDS: Readonly<Record<Kind, string>> = {
  connector: "Connector",
  script: "Script",
  approvers: "Approval by",
  playbook: "Playbook",
};

const NOT_HERE: Readonly<Record<Kind, string>> = {
  connector: "is missing",
  script: "comes with it",
  approvers: "has nobody yet",
  playbook: "is missing",
};

const HERE: Readonly<Record<Kind, string>> = {
  connector: " is here",
  script: " is here",
  approvers: " is possible",
  playbook: " is here",
};
