import { Modal } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import { Loading } from "../../../shell/loading.tsx";
import { useKeptTexts } from "../use-kept-texts.ts";
import { closeLibrary, useLibraryWindow } from "./library-window-state.ts";
import type { OpenLibrary } from "./library-window-state.ts";

const PythonEditor = lazy(async () => ({ default: (await import("../python-editor.tsx")).PythonEditor }));

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
      <Text key={`${open.name} ${open.line}`} {...open} />
    </Modal>
  );
}

function Text({ text, line }: OpenLibrary) {
  const texts = useKeptTexts();
  const shown = useMemo(() => ({ line }), [line]);
  return (
    <section aria-label="Source" style={{ height: "70vh" }}>
      <Suspense fallback={<Loading label="Loading the editor" />}>
        <PythonEditor
          texts={texts}
          at={0}
          python=""
          language={null}
          source={text}
          generation={0}
          isReadOnly
          shown={shown}
          onChange={nothing}
          onSave={nothing}
          onRun={nothing}
          onLeave={closeLibrary}
        />
      </Suspense>
    </section>
  );
}

/** It is there to be read. */
function nothing() {}
