import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { pairsOf, pairsToTree, plainText } from "./literal.ts";
import { TemplateText } from "./template-text.tsx";
import { useLeft } from "./use-left.ts";

/** Names with texts: headers, labels. Or the whole is a template. */
export function PairsControl({ spec, field, value, ids, isReadOnly, onChange }: ControlProps) {
  const pairs = pairsOf(value);
  if (pairs === null) {
    return (
      <TemplateText
        field={field}
        ids={ids}
        text={plainText(value)}
        onChange={(text) => onChange(text === "" ? undefined : text)}
      />
    );
  }
  const write = (next: readonly (readonly [string, string])[]) =>
    onChange(next.length === 0 ? undefined : pairsToTree(next));
  const freeKey = () => {
    const taken = new Set(pairs.map(([key]) => key));
    for (let at = 1; ; at++) if (!taken.has(`name-${at}`)) return `name-${at}`;
  };
  return (
    <fieldset className={classes["rows"]} aria-labelledby={ids.labelledBy} aria-describedby={ids.describedBy}>
      {pairs.map(([key, text], at) => (
        <div key={key} className={classes["row"]} data-field={[...field, key].join(".")}>
          <div className={classes["pair"]}>
            <PairName
              name={key}
              label={`Name of entry ${at + 1} of ${spec.label}`}
              isReadOnly={isReadOnly}
              isTaken={(name) => pairs.some(([other]) => other === name)}
              onChange={(name) => write(pairs.with(at, [name, text]))}
            />
            <div className={classes["grow"]}>
              <TemplateText
                field={[...field, key]}
                ids={{ ...ids, id: `${ids.id}-${at}`, describedBy: undefined }}
                ariaLabel={`${spec.label}, ${key}`}
                text={text}
                onChange={(next) => write(pairs.with(at, [key, next]))}
              />
            </div>
          </div>
          {!isReadOnly && (
            <ActionIcon
              size="md"
              variant="subtle"
              color="gray"
              aria-label={`Remove ${key} from ${spec.label}`}
              onClick={() => write(pairs.toSpliced(at, 1))}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!isReadOnly && (
        <div>
          <Button
            id={ids.id}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => write([...pairs, [freeKey(), ""]])}
          >
            Add an entry
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface PairNameProps {
  readonly name: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly isTaken: (name: string) => boolean;
  readonly onChange: (name: string) => void;
}

function PairName({ name, label, isReadOnly, isTaken, onChange }: PairNameProps) {
  const { text, type, leave } = useLeft(name, (next) => {
    if (next.trim() !== "" && !isTaken(next)) onChange(next);
    return null;
  });
  const isDouble = text !== name && isTaken(text);
  return (
    <TextInput
      size="xs"
      aria-label={label}
      value={text}
      readOnly={isReadOnly}
      error={isDouble ? "There is one of this name" : undefined}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === "Enter") leave();
      }}
    />
  );
}
