import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { decodeData } from "@riposte/template/decode-data";
import type { Data } from "@riposte/template";
import { useMemo, useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import type { ShownValue } from "../run-data.ts";
import { byteWords } from "./byte-words.ts";
import { downloadAddress } from "./download-address.ts";
import { ValueTree } from "./value-tree.tsx";

/** Names the value for the server, which holds back what is large until it is asked for. */
export interface ValuePlace {
  readonly id: string;
  readonly part: "event" | "response" | "input" | "output" | "late";
  readonly step?: string;
  readonly scope?: string;
  readonly attempt?: number;
}

interface ValueViewProps {
  readonly value: ShownValue | null;
  readonly place: ValuePlace;
  /** What templates call it. */
  readonly path: string;
  readonly label: string;
  /** What to say where there is no value. */
  readonly empty: string;
}

export function ValueView({ value, place, path, label, empty }: ValueViewProps) {
  if (value === null) return <Text c="dimmed">{empty}</Text>;
  if (value.json === null) return <LargeValue value={value} place={place} path={path} label={label} />;
  return <Decoded json={value.json} path={path} label={label} />;
}

/** What a page can hold without standing still, as the server says too; the rest goes to a file. */
const MOST_SHOWN = 1024 * 1024;

function LargeValue({
  value,
  place,
  path,
  label,
}: Omit<ValueViewProps, "value" | "empty"> & { value: ShownValue }) {
  const [wanted, setWanted] = useState(false);
  const whole = useQuery(
    trpc.runs.value.queryOptions(place, { enabled: wanted, staleTime: Infinity, gcTime: 0 }),
  );
  if (whole.data !== undefined) return <Decoded json={whole.data.json} path={path} label={label} />;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {byteWords(value.bytes)}; it begins with
      </Text>
      <Text ff="monospace" size="xs" style={{ overflowWrap: "anywhere" }}>
        {value.preview}…
      </Text>
      <Group mt={8} gap={8}>
        {value.bytes <= MOST_SHOWN && (
          <Button size="xs" variant="default" loading={whole.isFetching} onClick={() => setWanted(true)}>
            Load all {byteWords(value.bytes)}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          component="a"
          href={downloadAddress(place)}
          download
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          Download {byteWords(value.bytes)}
        </Button>
      </Group>
      {whole.error !== null && (
        <Text c="var(--riposte-bad)" mt={4} role="alert">
          {readApiError(whole.error).message}
        </Text>
      )}
    </div>
  );
}

function Decoded({
  json,
  path,
  label,
}: {
  readonly json: string;
  readonly path: string;
  readonly label: string;
}) {
  const data = useMemo(() => decode(json), [json]);
  if (data === undefined) {
    return (
      <Text ff="monospace" size="xs" style={{ overflowWrap: "anywhere" }}>
        {json}
      </Text>
    );
  }
  return <ValueTree value={data} path={path} label={label} />;
}

function decode(json: string): Data | undefined {
  try {
    return decodeData(json);
  } catch {
    // Whatever it is, it is shown as it came.
    return undefined;
  }
}
