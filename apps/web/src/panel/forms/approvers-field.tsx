import { TagsInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { FieldPath } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { Field } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";
import { approverOf, approverWords, personWords, ROLE_WORDS } from "./approver-words.ts";

/** People and roles; who is not on the list can be typed, by e-mail. */
export function ApproversField({
  field,
  value,
}: {
  readonly field: FieldPath;
  readonly value: JsonValue | undefined;
}) {
  const { mayWrite, set } = usePanel();
  const [isOpen, list] = useDisclosure(false);
  const [typed, setTyped] = useState("");
  const mayList = useMay("people.read");
  const { data: people = [] } = useQuery(trpc.people.list.queryOptions(undefined, { enabled: mayList }));
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const deciders = people.filter(({ role }) => role !== "viewer");
  const choices = [
    { group: "Roles", items: Object.values(ROLE_WORDS) },
    { group: "People", items: deciders.map(personWords) },
  ];
  return (
    <Field
      field={field}
      label="Who may approve"
      help="People by e-mail, or everybody with a role. One of them is enough."
      isRequired
    >
      {(ids) => (
        <TagsInput
          id={ids.id}
          size="xs"
          data={choices}
          value={chosen.map((each) => approverWords(each, people))}
          readOnly={!mayWrite}
          error={ids.isInvalid}
          aria-required={ids.isRequired || undefined}
          aria-describedby={ids.describedBy}
          placeholder={chosen.length === 0 ? "A name, an address or a role" : ""}
          splitChars={[",", ";"]}
          // The panel of a new step starts here: a list would hide what comes below.
          openOnFocus={false}
          dropdownOpened={isOpen}
          onDropdownOpen={list.open}
          onDropdownClose={list.close}
          onClick={list.open}
          acceptValueOnBlur
          searchValue={typed}
          onSearchChange={setTyped}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || typed === "") return;
            // It takes back what was typed, and leaves nothing else.
            event.stopPropagation();
            setTyped("");
          }}
          onChange={(words) => set("Who may approve", { field, value: [...new Set(words.map(approverOf))] })}
        />
      )}
    </Field>
  );
}
