import { CloseButton, Textarea, TextInput } from "@mantine/core";
import { IconPencilExclamation } from "@tabler/icons-react";
import { useDraft } from "../canvas/draft-store.ts";
import { focusStep } from "../canvas/focus.ts";
import { KINDS, kindOf } from "../canvas/kinds.ts";
import { textOf } from "../canvas/node-fields.ts";
import { StepIcon } from "../canvas/step-icon.tsx";
import { LOGIC_WORDS } from "./logic-words.ts";
import { Field } from "./fields/field.tsx";
import { useLeft } from "./fields/use-left.ts";
import { Fold } from "./fold.tsx";
import { TryStep } from "../trying/try-step.tsx";
import { usePanel, useProblems } from "./panel-context.ts";
import { stepRenaming } from "./renaming.ts";
import classes from "./step-panel.module.css";
import { useRenaming } from "./use-renaming.ts";

/** What the step is: its title to change, and what its action does. */
export function StepHead() {
  const { node, catalogue } = usePanel();
  const entry = node.kind === "action" ? catalogue.actions.get(textOf(node, "action")) : undefined;
  const trigger = node.kind === "trigger" ? catalogue.triggers.get(textOf(node, "trigger")) : undefined;
  const kind = kindOf(node, catalogue.actions);
  const select = useDraft((draft) => draft.select);
  const says = entry?.description ?? LOGIC_WORDS[node.kind];
  return (
    <header className={classes["head"]} data-kind={kind}>
      <div className={classes["top"]}>
        <StepIcon kind={kind} node={node.kind} icon={entry?.icon} logo={entry?.logo ?? trigger?.logo} />
        <Title />
        <CloseButton
          size="sm"
          aria-label="Close the panel"
          onClick={() => {
            select([]);
            focusStep(node.id);
          }}
        />
      </div>
      <div className={classes["facts"]}>
        <span>
          {KINDS[kind].word}
          {entry !== undefined && ` · ${entry.name}`}
        </span>
        {entry?.effect === "write" && (
          <span className={classes["writes"]}>
            <IconPencilExclamation size={14} aria-hidden /> writes to the outside
          </span>
        )}
        {entry?.effect === "notify" && <span>tells somebody</span>}
        {entry?.effect === "read" && <span>only reads</span>}
      </div>
      {says !== undefined && <p className={classes["says"]}>{says}</p>}
      {node.kind !== "trigger" && node.kind !== "note" && <TryStep />}
    </header>
  );
}

/** The heading is where one changes it. */
function Title() {
  const { node, mayWrite, set } = usePanel();
  const problem = useProblems(["label"])[0];
  return (
    <h2 className={classes["title"]} data-field="label">
      <input
        className={classes["name"]}
        aria-label="Title"
        value={textOf(node, "label")}
        placeholder={node.name}
        readOnly={!mayWrite}
        aria-invalid={problem !== undefined || undefined}
        title={problem?.message}
        onChange={({ currentTarget }) =>
          set("Title", {
            field: ["label"],
            value: currentTarget.value === "" ? undefined : currentTarget.value,
          })
        }
      />
    </h2>
  );
}

/** What templates call it, and a note for those who come after. */
export function NameAndNote() {
  const { node, mayWrite, set } = usePanel();
  const note = textOf(node, "note");
  const isStep = node.kind !== "trigger";
  if (node.kind === "note") return null;
  return (
    <Fold
      title="Name and note"
      summary={[
        isStep ? `steps.${node.name}` : "trigger",
        ...(note === "" ? [] : [note.split("\n")[0] ?? ""]),
      ].join(" · ")}
      holds={(field) => field === "name" || field === "note"}
    >
      <StepName isStep={isStep} />
      <Field field={["note"]} label="Note">
        {(ids) => (
          <Textarea
            id={ids.id}
            size="xs"
            autosize
            minRows={2}
            maxRows={12}
            value={note}
            readOnly={!mayWrite}
            aria-describedby={ids.describedBy}
            onChange={({ currentTarget }) =>
              set("Note", {
                field: ["note"],
                value: currentTarget.value === "" ? undefined : currentTarget.value,
              })
            }
          />
        )}
      </Field>
    </Fold>
  );
}

function StepName({ isStep }: { readonly isStep: boolean }) {
  const { node, mayWrite } = usePanel();
  const rename = useRenaming();
  const { text, refusal, type, leave, drop } = useLeft(node.name, (typed) =>
    rename((graph) => stepRenaming(graph, node.id, typed)),
  );
  const help = isStep
    ? "Templates read what it gave by this name; those that do are changed with it."
    : "What the trigger brought is called trigger in templates.";
  return (
    <Field field={["name"]} label="Name" help={help} refusal={refusal} isRequired>
      {(ids) => (
        <TextInput
          id={ids.id}
          size="xs"
          ff="monospace"
          value={text}
          readOnly={!mayWrite}
          error={ids.isInvalid}
          aria-describedby={ids.describedBy}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          onBlur={leave}
          onKeyDown={({ key }) => {
            if (key === "Enter") leave();
            if (key === "Escape") drop();
          }}
        />
      )}
    </Field>
  );
}
