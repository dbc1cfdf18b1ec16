import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { personWords } from "../forms/approver-words.ts";
import { usePanel } from "../panel-context.ts";
import type { Named, Pick } from "../schema/field-spec.ts";

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
  const alert = useAlertName(pick.of === "alert", asked);
  const people = usePeople(pick.of === "person");
  const { catalogue } = usePanel();
  const all: Readonly<Record<Pick["of"], () => readonly Named[]>> = {
    alert: () => alerts.found,
    person: () => people,
    playbook: () =>
      [...(catalogue.playbooks?.values() ?? [])].map(({ id, name }) => ({ value: id, label: name })),
    connector: () =>
      [...catalogue.connectors].map(([name, type]) => ({ value: name, label: `${name} (${type})` })),
    names: () => (pick.of === "names" ? pick.options : []),
  };
  const options = all[pick.of]();
  const word = asked.typed.trim().toLowerCase();
  const found = pick.of === "alert" ? alert : options.find(({ value }) => value === asked.value)?.label;
  return {
    options:
      pick.of === "alert" ? options : options.filter(({ label }) => label.toLowerCase().includes(word)),
    /** Whether the options are those that what is typed now finds. */
    isCurrent: pick.of !== "alert" || alerts.of === asked.typed.trim(),
    named: found === undefined || found === asked.value ? null : found,
  };
}

/** The newest, or those that what was typed finds; `of` is for which text they are, null while they are not there. */
function useAlerts(
  isWanted: boolean,
  { typed, isOpen }: Asked,
): { readonly of: string | null; readonly found: readonly Named[] } {
  const may = useMay("alerts.read");
  const [text] = useDebouncedValue(typed.trim().slice(0, 200), REST_MS);
  const { data } = useQuery(
    trpc.alerts.list.queryOptions(
      { limit: MOST, ...(text === "" ? {} : { text }) },
      { enabled: isWanted && may && isOpen },
    ),
  );
  const found = (data?.items ?? []).map((alert) => ({ value: alert.uuid, label: alertWords(alert) }));
  return { of: data === undefined ? null : text, found };
}

/** By its uuid or short id; null while it is not known, or where it is none. */
function useAlertName(isWanted: boolean, { value }: Asked): string | null {
  const may = useMay("alerts.read");
  const [id] = useDebouncedValue(value, REST_MS);
  const { data } = useQuery(
    trpc.alerts.get.queryOptions(
      { id },
      { enabled: isWanted && may && /^[\w-]{6,100}$/.test(id), retry: false },
    ),
  );
  return data === undefined || id !== value ? null : alertWords(data);
}

function alertWords({
  short_id: shortId,
  title,
}: {
  readonly short_id: string;
  readonly title: string;
}): string {
  return `${shortId} · ${title}`;
}

function usePeople(isWanted: boolean): readonly Named[] {
  const may = useMay("people.read");
  const { data } = useQuery(trpc.people.list.queryOptions(undefined, { enabled: isWanted && may }));
  return (data ?? []).map((person) => ({ value: person.email, label: personWords(person) }));
}
