/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no tag is a list that one searches by typing */
import { SegmentedControl, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { refusal } from "./graph-questions.ts";
import { titlesApart } from "./names-of-twins.ts";
import { titleOf } from "./node-fields.ts";
import { hasEntry, lostPorts, portsOf } from "./ports.ts";
import { readingOrder } from "./reading-order.ts";
import classes from "./step-picker.module.css";

interface ConnectMenuProps {
  readonly graph: DraftGraph;
  readonly from: DraftNode;
  readonly port: string;
  readonly onConnect: (port: string, to: string) => void;
  readonly onDisconnect: (port: string, to: string) => void;
}

/** Where a step leads, by name: picking a step connects it, or takes the connection away. */
export function ConnectMenu({ graph, from, port: first, onConnect, onDisconnect }: ConnectMenuProps) {
  const [port, setPort] = useState(first);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  const ports = waysOf(graph, from);
  const steps = useMemo(() => targets(graph, from, port), [graph, from, port]);
  const found = steps.filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()));
  const active = Math.min(at, found.length - 1);

  const pick = (target: Target | undefined) => {
    if (target === undefined || target.why !== null) return;
    if (target.isConnected) onDisconnect(port, target.id);
    else onConnect(port, target.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, active - 1));
    else if (event.key === "Enter") pick(found[active]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      {ports.length > 1 && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Way out"
          value={port}
          onChange={setPort}
          data={ports.map(({ id, label }) => ({ value: id, label: label === "" ? "next" : label }))}
        />
      )}
      <TextInput
        ref={search}
        size="xs"
        role="combobox"
        aria-label={`Connect ${titleOf(from)} to`}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        placeholder="Name of a step"
        data-autofocus
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Steps" className={classes["list"]} tabIndex={-1}>
        {found.map((target, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the search field has the keys
          <div
            key={target.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-disabled={target.why !== null}
            className={classes["option"]}
            title={target.why ?? undefined}
            onClick={() => pick(target)}
          >
            <span className={classes["name"]}>
              {target.title}
              {target.why !== null && <span className={classes["why"]}>{target.why}</span>}
            </span>
            {target.isConnected && <IconCheck size={14} aria-label="connected: pick to disconnect" />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={classes["none"]}>No other step is called "{typed}".</p>}
    </>
  );
}

/** With those that are gone and still lead somewhere: here they can be disconnected. */
function waysOf(graph: DraftGraph, from: DraftNode) {
  const ports = portsOf(from);
  const leaving = graph.edges.filter((edge) => edge.from === from.id);
  return [...ports, ...lostPorts(ports, new Set(leaving.map(({ port }) => port)))];
}

interface Target {
  readonly id: string;
  readonly title: string;
  readonly isConnected: boolean;
  /** Why it cannot be. */
  readonly why: string | null;
}

/** What can be connected first. */
function targets(graph: DraftGraph, from: DraftNode, port: string): Target[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const title = titlesApart(graph.nodes);
  const connected = new Set(
    graph.edges.filter((edge) => edge.from === from.id && edge.port === port).map(({ to }) => to),
  );
  return readingOrder(graph)
    .flatMap((id) => {
      const node = byId.get(id);
      if (node === undefined || id === from.id || !hasEntry(node)) return [];
      const isConnected = connected.has(id);
      const why = isConnected ? null : refusal(graph, { from: from.id, port, to: id });
      return [{ id, title: title(node), isConnected, why }];
    })
    .toSorted((a, b) => Number(a.why !== null) - Number(b.why !== null));
}
