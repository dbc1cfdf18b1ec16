import { ActionIcon, NativeSelect, Tooltip } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import type { Sides } from "./sides.ts";
import { sideText } from "./sides.ts";
import classes from "./versions-page.module.css";
import type { Version } from "./version-list.tsx";

interface SideChoiceProps {
  readonly versions: readonly Version[];
  readonly sides: Sides;
  readonly onChange: (sides: { readonly from: string; readonly to: string }) => void;
}

/** Any two beside each other; both exist. */
export function SideChoice({ versions, sides: { from, to }, onChange }: SideChoiceProps) {
  const options = [
    { value: "draft", label: "Draft" },
    ...versions.map(({ version, isPublished }) => ({
      value: String(version),
      label: `v${version}${isPublished ? " (runs now)" : ""}`,
    })),
    { value: "nothing", label: "Nothing" },
  ];
  const sides = { from: sideText(from), to: sideText(to) };
  return (
    <fieldset className={classes["sides"]} aria-label="What is compared">
      <NativeSelect
        size="xs"
        aria-label="From"
        data={options}
        value={sides.from}
        onChange={({ currentTarget }) => onChange({ ...sides, from: currentTarget.value })}
      />
      <Tooltip label="The other way round">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="The other way round"
          onClick={() => onChange({ from: sides.to, to: sides.from })}
        >
          <IconArrowsExchange size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <NativeSelect
        size="xs"
        aria-label="To"
        data={options}
        value={sides.to}
        onChange={({ currentTarget }) => onChange({ ...sides, to: currentTarget.value })}
      />
    </fieldset>
  );
}
