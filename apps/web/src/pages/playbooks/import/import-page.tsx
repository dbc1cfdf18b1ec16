import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { AnchorLink } from "../../../address/anchor-link.tsx";
import { useKept } from "../../../own/use-kept.ts";
import { useMay } from "../../../shell/me.ts";
import { NoPermission } from "../../../shell/no-permission.tsx";
import { PageBody } from "../../../shell/page-body.tsx";
import { PageHeader } from "../../../shell/page-header.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportCard } from "./import-card.tsx";
import type { BroughtFile } from "./brought-file.ts";
import { readFiles } from "./brought-file.ts";
import classes from "./import-page.module.css";

/** Brings playbooks in from files: what each would be here is shown before anything is stored. */
export function ImportPage() {
  const mayWrite = useMay("playbooks.write");
  const [brought, setBrought] = useState<readonly BroughtFile[]>([]);
  const [pasted, setPasted, forgetPasted] = useKept("import.text", "");
  const above = <AnchorLink to="/playbooks">Playbooks</AnchorLink>;
  const bring = async (files: readonly File[]) => {
    const read = await readFiles(files);
    setBrought((before) => [...read, ...before]);
  };
  const look = () => {
    setBrought((before) => [{ id: crypto.randomUUID(), file: "", text: pasted }, ...before]);
    forgetPasted();
  };
  return (
    <>
      <PageHeader title="Import playbooks" above={above} />
      <PageBody>
        {mayWrite ? (
          <Stack gap="md" className={classes["page"] ?? ""}>
            <DropZone onFiles={(files) => void bring(files)} />
            <form
              onSubmit={(event) => {
                event.preventDefault();
                look();
              }}
            >
              <Textarea
                label="Or paste one"
                description="JSON of Riposte, Sekoia.io or CACAO 2.0."
                autosize
                minRows={2}
                maxRows={8}
                spellCheck={false}
                value={pasted}
                onChange={({ currentTarget }) => setPasted(currentTarget.value)}
              />
              <Group justify="flex-end" mt="xs">
                <Button type="submit" size="xs" variant="default" disabled={pasted.trim() === ""}>
                  Look at it
                </Button>
              </Group>
            </form>
            <ul className={classes["list"]} aria-label="What the files hold">
              {brought.map((one) => (
                <li key={one.id}>
                  <ImportCard
                    brought={one}
                    isOnly={brought.length === 1}
                    onClose={() => setBrought((before) => before.filter(({ id }) => id !== one.id))}
                  />
                </li>
              ))}
            </ul>
          </Stack>
        ) : (
          <NoPermission permission="playbooks.write" />
        )}
      </PageBody>
    </>
  );
}
