import { ActionIcon, NativeSelect, Tooltip } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import type { Side, Sides } from "./sides.ts";
import { sideText } from "./sides.ts";
import classes from "./versions-page.module.css";
import type { Version } from "./version-list.tsx";

interface SideChoiceProps {
  readonly versions: readonly Version[];
  readonly sides: Sides;
  readonly onChange: (sides: { readonly from: string; readonly to: string }) => void;
}

/** Any two beside each other. */
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
        data={withSide(options, from)}
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
        data={withSide(options, to)}
        value={sides.to}
        onChange={({ currentTarget }) => onChange({ ...sides, to: currentTarget.value })}
      />
    </fieldset>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What an address asks for and does not exist is shown as it was asked for. */
function withSide(options: readonly Option[], side: Side): Option[] {
  const value = sideText(side);
  return options.some((option) => option.value === value)
    ? [...options]
    : [{ value, label: `v${value}` }, ...options];
}
