import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { personWords } from "../forms/approver-words.ts";
import { usePanel } from "../panel-context.ts";
import type { Named, Pick } from "../schema/field-spec.ts";
import { isTemplateText } from "./literal.ts";

interface Asked {
  readonly typed: string;
  /** Whether they are to be seen at all. */
  readonly isOpen: boolean;
  /** What is written in the field. */
  readonly value: string;
}

const MOST = 50;
const REST_MS = 200;

/** What there is to choose from, and what that is called which is written; null: no name is known, or needed. */
export function useExisting(pick: Pick, asked: Asked) {
  const alerts = useAlerts(pick.of === "alert", asked);
  const people = usePeople(pick.of === "person");
  const { catalogue } = usePanel();
  const all: Readonly<Record<Pick["of"], () => readonly Named[]>> = {
    alert: () => alerts,
    person: () => people,
    playbook: () =>
      [...(catalogue.playbooks?.values() ?? [])].map(({ id, name }) => ({ value: id, label: name })),
    connector: () =>
      [...catalogue.connectors].map(([name, type]) => ({ value: name, label: `${name} (${type})` })),
    names: () => (pick.of === "names" ? pick.options : []),
  };
  const options = all[pick.of]();
  const word = asked.typed.trim().toLowerCase();
  const found = options.find(({ value }) => value === asked.value);
  return {
    options:
      pick.of === "alert" ? options : options.filter(({ label }) => label.toLowerCase().includes(word)),
    named: found === undefined || found.label === asked.value ? null : found.label,
  };
}

/** The newest, or those that what was typed finds; and the one that is written, for its name. */
function useAlerts(isWanted: boolean, { typed, isOpen, value }: Asked): readonly Named[] {
  const may = useMay("alerts.read");
  const [text] = useDebouncedValue(typed.trim(), REST_MS);
  const isWritten = value !== "" && !isTemplateText(value);
  const words = isOpen ? text : value;
  const { data } = useQuery(
    trpc.alerts.list.queryOptions(
      { limit: MOST, ...(words === "" ? {} : { text: words.slice(0, 200) }) },
      { enabled: isWanted && may && (isOpen || isWritten) },
    ),
  );
  return (data?.items ?? []).map(({ uuid, short_id: shortId, title }) => ({
    value: shortId === value ? shortId : uuid,
    label: `${shortId} · ${title}`,
  }));
}

function usePeople(isWanted: boolean): readonly Named[] {
  const may = useMay("people.read");
  const { data } = useQuery(trpc.people.list.queryOptions(undefined, { enabled: isWanted && may }));
  return (data ?? []).map((person) => ({ value: person.email, label: personWords(person) }));
}
