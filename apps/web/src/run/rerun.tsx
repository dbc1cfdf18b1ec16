import { notifications } from "@mantine/notifications";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useMay } from "../shell/me.ts";
import { RerunDialog } from "./rerun-dialog.tsx";
import { rerunWords, testAgain } from "./rerun-words.ts";
import type { RunOutline } from "./run-data.ts";
import { StartButton } from "./start-button.tsx";

/** Once more with the event of this run: the published version, or the draft where a draft was tried. */
export function Rerun({ outline }: { readonly outline: RunOutline }) {
  const mayStart = useMay("runs.start");
  const mayTest = useMay("playbooks.write");
  if (outline.isVersion) return mayStart ? <RerunVersion outline={outline} /> : null;
  return mayTest ? <TestAgain outline={outline} /> : null;
}

/** Asks first: one click beside *Cancel run* must not write for real. */
function RerunVersion({ outline }: { readonly outline: RunOutline }) {
  const [isOpen, dialog] = useDisclosure(false);
  const cache = useQueryClient();
  const open = () => {
    void cache.invalidateQueries(trpc.runs.outline.queryFilter({ id: outline.run.id }));
    dialog.open();
  };
  const { obstacle, version } = rerunWords(outline);
  return (
    <>
      <StartButton label="Rerun…" about={version} obstacle={obstacle} onStart={open} />
      <RerunDialog outline={outline} opened={isOpen} onClose={dialog.close} />
    </>
  );
}

function TestAgain({ outline }: { readonly outline: RunOutline }) {
  const navigate = useNavigate();
  const test = useMutation(
    trpc.playbooks.test.mutationOptions({
      onSuccess: ({ run: id }) => navigate({ to: "/runs/$run", params: { run: id } }),
      onError: (error) => {
        notifications.show({
          color: "red",
          title: "It was not started",
          message: readApiError(error).message,
        });
      },
    }),
  );
  const { request, verb, about, obstacle } = testAgain(outline);
  return (
    <StartButton
      label={verb}
      about={about}
      obstacle={obstacle}
      isStarting={test.isPending}
      onStart={() => test.mutate(request)}
    />
  );
}
