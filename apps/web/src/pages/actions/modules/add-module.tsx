import { Alert, Button, FileButton, Group } from "@mantine/core";
import { IconFolder, IconUpload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../../../api/api-error.ts";
import { queryClient, trpc } from "../../../api/trpc.ts";
import { tellDone } from "../../../shell/tell.tsx";
import { readModuleFiles } from "./read-module-files.ts";

/** Adds a module from a zip or a folder; what is wrong with it stands below, and nothing of it is kept then. */
export function AddModule() {
  const [fault, setFault] = useState<string | null>(null);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const add = useMutation(
    trpc.modules.add.mutationOptions({
      onSuccess: async ({ title, version, changed, warnings: found }) => {
        setWarnings(found);
        tellDone(
          changed ? `${title} is added as version ${version}.` : `${title} is there already, unchanged.`,
        );
        await Promise.all([
          queryClient.invalidateQueries(trpc.modules.pathFilter()),
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
        ]);
      },
      onError: (error) => setFault(readApiError(error).message.replace(/^files: /, "")),
    }),
  );
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setFault(null);
    setWarnings([]);
    try {
      add.mutate({ files: [...(await readModuleFiles(files))] });
    } catch (error) {
      setFault(error instanceof Error ? error.message : "The files could not be read. Choose them again.");
    }
  };
  return (
    <>
      <Group gap="xs" mt="xs">
        <FileButton accept=".zip" onChange={(file) => void take(file === null ? [] : [file])}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              loading={add.isPending}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              Add a module from a zip
            </Button>
          )}
        </FileButton>
        <FileButton
          multiple
          inputProps={{ webkitdirectory: "" } as object}
          onChange={(files) => void take(files)}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              disabled={add.isPending}
              leftSection={<IconFolder size={14} aria-hidden />}
            >
              From a folder
            </Button>
          )}
        </FileButton>
      </Group>
      {fault !== null && (
        <Alert color="red" mt="xs" title="The module was not added">
          {fault}
        </Alert>
      )}
      {warnings.map((warning) => (
        <Alert key={warning} color="yellow" mt="xs">
          {warning}
        </Alert>
      ))}
    </>
  );
}
