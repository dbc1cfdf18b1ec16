import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";

/** What the API says of backtests, as pages hold it. */
export type Backtest = inferOutput<typeof trpc.backtests.get>;
export type BacktestEvent = Backtest["events"][number];
export type EventResult = NonNullable<BacktestEvent["result"]>;
export type ToldResult = Extract<EventResult, { kind: "told" }>;
export type EventStory = inferOutput<typeof trpc.backtests.event>;
export type TriedStep = EventStory["steps"][number];
export type Difference = Extract<NonNullable<EventStory["result"]>, { kind: "told" }>["differences"][number];
