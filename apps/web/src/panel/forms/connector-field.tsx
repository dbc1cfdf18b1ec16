import { Button, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { textOf } from "../../canvas/node-fields.ts";
import { leastRole, useMay } from "../../shell/me.ts";
import { Field } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";
import { NewConnector } from "./new-connector.tsx";

interface Asking {
  /** The connector type it uses, or null. */
  readonly connector: string | null;
  readonly connectorRequired: boolean;
}

/** Those of the type that an action or a trigger asks for; a new one can be made on the spot. */
export function ConnectorField({ entry }: { readonly entry: Asking }) {
  const { node, catalogue, mayWrite, set } = usePanel();
  const mayCreate = useMay("connectors.write");
  const [isNew, setNew] = useState(false);
  const chosen = textOf(node, "connector");
  const fitting = [...catalogue.connectors]
    .filter(([, type]) => type === entry.connector)
    .map(([name]) => name);
  const data = chosen === "" || fitting.includes(chosen) ? fitting : [chosen, ...fitting];
  const choose = (name: string | null) =>
    set("Connector", { field: ["connector"], value: name ?? undefined });
  const help =
    fitting.length > 0 || entry.connector === null
      ? null
      : `There is none of the type ${entry.connector} yet.${mayCreate ? "" : ` It takes the role ${leastRole("connectors.write")} to create one.`}`;
  return (
    <Field
      field={["connector"]}
      label="Connector"
      isRequired={entry.connectorRequired}
      help={help}
      clear={chosen === "" ? null : () => choose(null)}
    >
      {(ids) => (
        <>
          <Select
            id={ids.id}
            size="xs"
            data={data}
            value={chosen === "" ? null : chosen}
            placeholder={entry.connectorRequired ? "Choose a connector" : "None"}
            readOnly={!mayWrite}
            error={ids.isInvalid}
            aria-required={ids.isRequired || undefined}
            aria-describedby={ids.describedBy}
            allowDeselect={false}
            onChange={choose}
          />
          {mayWrite && mayCreate && entry.connector !== null && (
            <div>
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => setNew(true)}
              >
                New connector
              </Button>
            </div>
          )}
          {isNew && entry.connector !== null && (
            <NewConnector
              type={entry.connector}
              onClose={() => setNew(false)}
              onCreated={(name) => {
                setNew(false);
                choose(name);
              }}
            />
          )}
        </>
      )}
    </Field>
  );
}
