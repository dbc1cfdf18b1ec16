import { Button, CloseButton, Group, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconCircleX } from "@tabler/icons-react";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { AnchorLink } from "../../../address/anchor-link.tsx";
import { readApiError } from "../../../api/api-error.ts";
import { client, trpc } from "../../../api/trpc.ts";
import { Loading } from "../../../shell/loading.tsx";
import type { DrawerTab } from "../editor-drawer.tsx";
import { refreshPlaybooks } from "../use-playbook-changes.ts";
import type { BroughtFile } from "./brought-file.ts";
import classes from "./import-page.module.css";
import { FORMAT_NAMES, reportWords } from "./report-words.ts";
import { ReportList } from "./report-list.tsx";

interface ImportCardProps {
  readonly brought: BroughtFile;
  /** The editor opens once it is imported. */
  readonly isOnly: boolean;
  readonly onClose: () => void;
}

/** One file: what it would be here, or why it cannot be anything. */
export function ImportCard({ brought, isOnly, onClose }: ImportCardProps) {
  const { id, file, text, fault } = brought;
  const preview = useQuery({
    queryKey: ["preview-import", id],
    queryFn: () => client.playbooks.previewImport.mutate({ text: text ?? "", file }),
    enabled: text !== null,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const title = file === "" ? "Pasted text" : harmlessText(file);
  const refused = fault ?? (preview.error === null ? null : readApiError(preview.error).message);
  return (
    <section className={classes["card"]} aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2 className={classes["title"]}>{title}</h2>
        <CloseButton size="sm" aria-label={`Put ${title} away`} onClick={onClose} />
      </Group>
      {refused !== null ? (
        <p role="alert" className={classes["refused"]}>
          <IconCircleX size={16} aria-hidden className={classes["bad"]} />
          <span>{refused}</span>
        </p>
      ) : preview.data === undefined ? (
        <Loading label="Looking at the file" />
      ) : (
        <Preview brought={brought} found={preview.data} isOnly={isOnly} />
      )}
    </section>
  );
}

type Found = Awaited<ReturnType<typeof client.playbooks.previewImport.mutate>>;

interface PreviewProps {
  readonly brought: BroughtFile;
  readonly found: Found;
  readonly isOnly: boolean;
}

function Preview({ brought: { text, file }, found, isOnly }: PreviewProps) {
  const [name, setName] = useState(found.name);
  const navigate = useNavigate();
  const [, setTab] = useLocalStorage<DrawerTab | null>({ key: "riposte-editor-drawer", defaultValue: null });
  /** A second click may come before the first one shows. */
  const isAsked = useRef(false);
  const make = useMutation(
    trpc.playbooks.import.mutationOptions({
      onSuccess: async ({ id }) => {
        void refreshPlaybooks();
        setTab("import");
        if (isOnly) await navigate({ to: "/playbooks/$playbook", params: { playbook: id } });
      },
    }),
  );
  const { format, folder, tags, steps, report } = found;
  const shelf = [folder === "" ? "" : `in ${folder}`, tags.length === 0 ? "" : `under ${tags.join(", ")}`];
  const about = [
    FORMAT_NAMES[format],
    steps === 1 ? "1 step" : `${steps} steps`,
    ...shelf,
    reportWords(report),
  ];
  if (make.data !== undefined && !isOnly) {
    const { id, name: made } = make.data;
    return (
      <p className={classes["about"]}>
        Imported as{" "}
        <AnchorLink to="/playbooks/$playbook" params={{ playbook: id }}>
          {made}
        </AnchorLink>
        : a draft, off.
      </p>
    );
  }
  return (
    <>
      <p className={classes["about"]}>{about.filter((part) => part !== "").join(" · ")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isAsked.current) return;
          isAsked.current = true;
          make.mutate(
            { text: text ?? "", file, name: name.trim() },
            { onError: () => (isAsked.current = false) },
          );
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name"
            className={classes["name"] ?? ""}
            maxLength={200}
            value={name}
            error={make.error === null ? null : readApiError(make.error).message}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button type="submit" size="xs" loading={make.isPending} disabled={name.trim() === ""}>
            Import as a draft
          </Button>
        </Group>
      </form>
      <ReportList entries={report} label={`What becomes of ${found.name}`} />
    </>
  );
}
