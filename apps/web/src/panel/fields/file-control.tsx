import { Button, FileButton } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { useState } from "react";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { plainText } from "./literal.ts";

/** A draft holds it whole: what is larger has to come from a step. */
const MOST_BYTES = 100_000;

/** A file of one's own, kept in the playbook as Base64. */
export function FileControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  const [name, setName] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const text = plainText(value);
  const take = async (file: File | null) => {
    if (file === null) return;
    if (file.size > MOST_BYTES)
      return setRefusal(
        `${file.name} has ${Math.ceil(file.size / 1_000)} kB, of at most ${MOST_BYTES / 1_000}. Let a step fetch it, and write a template here.`,
      );
    setRefusal(null);
    setName(file.name);
    onChange(base64Of(await file.bytes()));
  };
  const size = Math.floor((text.replaceAll("=", "").length * 3) / 4);
  return (
    <>
      <div className={classes["picked"]}>
        <FileButton onChange={(file) => void take(file)} disabled={isReadOnly}>
          {(props) => (
            <Button
              {...props}
              id={ids.id}
              size="compact-xs"
              variant="default"
              leftSection={<IconFile size={14} aria-hidden />}
              aria-label={`Choose a file for ${spec.label}`}
              aria-describedby={ids.describedBy}
            >
              {text === "" ? "Choose a file" : "Choose another file"}
            </Button>
          )}
        </FileButton>
        {text !== "" && (
          <span className={classes["named"]}>
            {name ?? "A file"}, {size} bytes
          </span>
        )}
      </div>
      {refusal !== null && (
        <p role="alert" className={classes["refusal"]}>
          {refusal}
        </p>
      )}
    </>
  );
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
}
