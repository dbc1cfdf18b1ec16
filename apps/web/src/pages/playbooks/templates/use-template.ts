import { useLocalStorage } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { trpc } from "../../../api/trpc.ts";
import type { DrawerTab } from "../editor-drawer.tsx";
import { refreshPlaybooks } from "../use-playbook-changes.ts";

interface TemplateUse {
  readonly onUsed: () => void;
  readonly onRefused: (error: unknown) => void;
}

/** Makes a draft of it and opens the editor with what is missing. */
export function useTemplate({ onUsed, onRefused }: TemplateUse) {
  const navigate = useNavigate();
  const [, setTab] = useLocalStorage<DrawerTab | null>({ key: "riposte-editor-drawer", defaultValue: null });
  /** A second click may come before the first one shows. */
  const isAsked = useRef(false);
  const make = useMutation(
    trpc.templates.use.mutationOptions({
      onSuccess: async ({ id }) => {
        void refreshPlaybooks();
        setTab("import");
        onUsed();
        await navigate({ to: "/playbooks/$playbook", params: { playbook: id } });
      },
      onError: onRefused,
    }),
  );
  return {
    using: make.isPending ? (make.variables.template ?? null) : null,
    start: (input: Parameters<typeof make.mutate>[0]) => {
      if (isAsked.current) return;
      isAsked.current = true;
      make.mutate(input, { onError: () => (isAsked.current = false) });
    },
  };
}
