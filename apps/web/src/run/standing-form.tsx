import { Group, JsonInput, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { harmlessJson } from "@riposte/plan/harmless-text";
import { useState } from "react";
import { readApiError } from "../api/api-error.ts";
import { prettyJson } from "../panel/fields/literal.ts";
import { BusyButton } from "../shell/busy-button.tsx";
import { leastRole, useMay } from "../shell/me.ts";
import { GivenOutput } from "./given-output.tsx";
import type { StepStory } from "./run-data.ts";
import { useLeaveBreakpoint, WAYS_ON } from "./use-leave-breakpoint.ts";
import type { StandingPlace } from "./use-leave-breakpoint.ts";

interface StandingFormProps {
  readonly place: StandingPlace;
  readonly label: string;
  readonly standing: NonNullable<StepStory["standing"]>;
  readonly record: NonNullable<StepStory["record"]>;
  readonly resultSchema: StepStory["resultSchema"];
}

type Acts = "as it stands" | "data" | "output";

/** How a step goes on that stands at a breakpoint: as it is, with other data, or with an output in its place. */
export function StandingForm({ place, label, standing, record, resultSchema }: StandingFormProps) {
  const may = useMay("playbooks.write");
  const { takes, ports } = standing;
  const [acts, setActs] = useState<Acts>("as it stands");
  const json = record.input?.json ?? null;
  const [data, setData] = useState(json === null ? "" : harmlessJson(prettyJson(json)));
  const [output, setOutput] = useState("");
  const [port, setPort] = useState(ports[0] ?? "default");
  const leave = useLeaveBreakpoint(place);
  if (!may) return <p>Having it go on needs the role {leastRole("playbooks.write")}.</p>;
  const instead = acts === "data" ? { data } : acts === "output" ? { output, port } : {};
  return (
    <form
      data-question
      tabIndex={-1}
      aria-label={`How ${label} goes on`}
      onSubmit={(event) => {
        event.preventDefault();
        leave.mutate({ way: "go_on", ...instead });
      }}
    >
      <Stack gap="md">
        <Text>It stands at its breakpoint: nothing of it has been done or asked yet.</Text>
        <Radio.Group label="When it goes on" value={acts} onChange={(value) => setActs(value)}>
          <Stack gap="sm" mt={4}>
            <Radio size="xs" value="as it stands" label="It runs as it stands" />
            {takes !== null && <Radio size="xs" value="data" label="It runs on other data" />}
            {ports.length > 0 && (
              <Radio size="xs" value="output" label="It does not run: an output stands for it" />
            )}
          </Stack>
        </Radio.Group>
        {acts === "data" && (
          <JsonInput
            label={`What ${label} is given`}
            description={
              takes?.schema == null
                ? "JSON, in place of what was worked out."
                : "JSON, in place of what was worked out; checked against what it takes."
            }
            withAsterisk
            autosize
            minRows={4}
            maxRows={16}
            validationError="This is not JSON."
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            value={data}
            onChange={setData}
          />
        )}
        {acts === "output" && (
          <GivenOutput label={label} schema={resultSchema} value={output} onChange={setOutput} />
        )}
        {acts === "output" && ports.length > 1 && (
          <NativeSelect
            label="It goes on at"
            data={[...ports]}
            value={port}
            onChange={({ currentTarget }) => setPort(currentTarget.value)}
          />
        )}
        {leave.error !== null && (
          <Text c="var(--riposte-bad)" role="alert">
            {readApiError(leave.error).message}
          </Text>
        )}
        <Group gap={8}>
          <BusyButton type="submit" size="xs" isBusy={leave.isPending} title={WAYS_ON.go_on.says}>
            {WAYS_ON.go_on.word}
          </BusyButton>
          {(["step_over", "run_on"] as const).map((way) => (
            <BusyButton
              key={way}
              size="xs"
              variant="default"
              isBusy={leave.isPending && leave.variables.way === way}
              title={WAYS_ON[way].says}
              onClick={() => {
                if (!leave.isPending) leave.mutate({ way, ...instead });
              }}
            >
              {WAYS_ON[way].word}
            </BusyButton>
          ))}
        </Group>
      </Stack>
    </form>
  );
}
