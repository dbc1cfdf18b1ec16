import { Modal } from "@mantine/core";
import { useFocusBack } from "../../../shell/focus-back.ts";
import { ModuleList } from "./module-list.tsx";

interface ModuleWindowProps {
  readonly logos: ReadonlyMap<string, string | null>;
  readonly onClose: () => void;
}

/** The modules of the workspace, over the list of actions that they bring. */
export function ModuleWindow({ logos, onClose }: ModuleWindowProps) {
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title="Modules" size={900} transitionProps={{ duration: 100 }}>
      <ModuleList logos={logos} />
    </Modal>
  );
}
