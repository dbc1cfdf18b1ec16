import { Modal } from "@mantine/core";
import { ScriptToRead } from "../script-to-read.tsx";
import { closeLibrary, useLibraryWindow } from "./library-window-state.ts";

/** Where something is defined outside of the scripts, to be read. */
export function LibraryWindow() {
  const open = useLibraryWindow((state) => state.open);
  if (open === null) return null;
  return (
    <Modal
      opened
      onClose={closeLibrary}
      size="min(1000px, 92vw)"
      title={open.name}
      transitionProps={{ duration: 100 }}
    >
      <section key={`${open.name} ${open.line}`} aria-label="Source" style={{ height: "70vh" }}>
        <ScriptToRead source={open.text} line={open.line} onLeave={closeLibrary} />
      </section>
    </Modal>
  );
}
