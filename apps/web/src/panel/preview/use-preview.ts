import { useEffect, useMemo, useId, useState } from "react";
import { usePanel } from "../panel-context.ts";
import type { Mode } from "../template/spans.ts";
import { pagePreviewer } from "./page-previewer.ts";
import { previewContext } from "./preview-context.ts";
import type { PreviewContext } from "./preview-context.ts";
import type { Rendered } from "./rendered.ts";

export interface Preview {
  readonly rendered: Rendered;
  readonly from: PreviewContext;
}

const REST_MS = 150;

/** What the text comes to with the last run's data; null while nobody knows, or where it cannot be read. */
export function usePreview(text: string | null, mode: Mode): Preview | null {
  const { scope } = usePanel();
  const key = useId();
  const [shown, setShown] = useState<Preview | null>(null);
  const from = useMemo(() => (text === null ? null : previewContext(text, mode, scope)), [text, mode, scope]);
  useEffect(() => {
    if (text === null || from === null) return;
    let isOver = false;
    const render = async () => {
      const rendered = await pagePreviewer.render(key, {
        text,
        mode,
        context: from.context,
        now: Date.now(),
      });
      if (!isOver && rendered !== null) setShown({ rendered, from });
    };
    const timer = setTimeout(() => void render(), REST_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, mode, from, key]);
  return from === null ? null : shown;
}
