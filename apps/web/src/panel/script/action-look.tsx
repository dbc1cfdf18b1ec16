import { Group, Radio, Select } from "@mantine/core";
import { ACTION_ICONS } from "@riposte/plan";
import type { ReactNode } from "react";
import { ICONS_OF_ACTIONS } from "../../canvas/action-icons.ts";
import { KINDS } from "../../canvas/kinds.ts";
import type { ScriptDraft } from "./script-draft.ts";
import classes from "./action-look.module.css";

const PLACES = ["getter", "setter", "notifier", "enricher", "helper", "script"] as const;

interface ActionLookProps extends Pick<ScriptDraft, "kind" | "icon"> {
  readonly isReadOnly: boolean;
  readonly onChange: (changes: Partial<ScriptDraft>) => void;
}

/** Where the palette has it, and its picture there and on the canvas. */
export function ActionLook({ kind, icon, isReadOnly, onChange }: ActionLookProps) {
  const KindIcon = KINDS[kind].Icon;
  return (
    <>
      <Select
        size="xs"
        label="Kind"
        readOnly={isReadOnly}
        data={PLACES.map((value) => ({ value, label: `${KINDS[value].word}: ${KINDS[value].says}` }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => onChange({ kind: value ?? "script" })}
      />
      <Radio.Group size="xs" label="Icon" value={icon} onChange={(value) => onChange({ icon: value })}>
        <Group gap={2} mt={4}>
          <Choice value="" label="That of its kind" disabled={isReadOnly}>
            <KindIcon size={18} stroke={1.75} aria-hidden />
          </Choice>
          {ACTION_ICONS.map((name) => {
            const Icon = ICONS_OF_ACTIONS[name];
            return (
              <Choice key={name} value={name} label={name.replace("-", " ")} disabled={isReadOnly}>
                <Icon size={18} stroke={1.75} aria-hidden />
              </Choice>
            );
          })}
        </Group>
      </Radio.Group>
    </>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly children: ReactNode;
}

function Choice({ value, label, disabled, children }: ChoiceProps) {
  return (
    <Radio.Card
      value={value}
      className={classes["choice"] ?? ""}
      aria-label={label}
      title={label}
      disabled={disabled}
    >
      {children}
    </Radio.Card>
  );
}
