import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./alert-page.module.css";
import type { AlertItem } from "./alert-table.tsx";
import { KnownById } from "./known-by-id.tsx";

/** What is known of it; what is not, is not listed. */
export function AlertFacts({ alert }: { alert: AlertItem }) {
  const { urgency, rule, ttps, assets, adversaries, cases, event_uuids: events } = alert;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Source", alert.source === null ? null : <Others of={alert.source} />],
    ["Target", alert.target === null ? null : <Others of={alert.target} />],
    ["Entity", alert.entity.name],
    ["Rule", `${rule.name} (severity ${rule.severity})`],
    ["Type", `${alert.alert_type.category}: ${alert.alert_type.value}`],
    [
      "Urgency",
      `${urgency.current_value}, of severity ${urgency.severity} and criticality ${urgency.criticity}`,
    ],
    ["Techniques", list(ttps.map(({ name }) => name))],
    ["Adversaries", list(adversaries.map(({ name }) => name))],
    ["Kill chain", alert.kill_chain_short_id],
    ["Assets", assets.length === 0 ? null : <KnownById key="assets" of={assets} word="asset" />],
    ["Cases", list(cases.map((each) => `${each.short_id} ${each.name}`))],
    ["Events", events.length === 0 ? null : <KnownById key="events" of={events} word="event" />],
    ["Similar", alert.similar === 0 ? null : alert.similar],
    ["First seen", <RelativeTime key="first" at={alert.first_seen_at} />],
    ["Last seen", <RelativeTime key="last" at={alert.last_seen_at} />],
    ["Changed", <RelativeTime key="changed" at={alert.updated_at * 1_000} />],
    ["Id", alert.uuid],
  ];
  return (
    <dl className={classes["facts"]} aria-label="What is known">
      {facts.flatMap(([name, value]) =>
        value === null || value === "" ? [] : [<dt key={`${name}:`}>{name}</dt>, <dd key={name}>{value}</dd>],
      )}
    </dl>
  );
}

/** Leads to the other alerts with the same. */
function Others({ of }: { of: string }) {
  return (
    <Anchor
      title={`Alerts with ${of}`}
      renderRoot={(props) => <Link to="/alerts" search={{ text: of } as never} {...props} />}
    >
      {of}
    </Anchor>
  );
}

function list(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(", ");
}
