import type { FieldPath } from "@riposte/draft";
import { isTemplate } from "@riposte/template";
import { useProblems } from "../panel-context.ts";
import { PreviewLine } from "../preview/preview-line.tsx";
import { usePreview } from "../preview/use-preview.ts";
import { TemplateInput } from "../template/template-input.tsx";
import type { TemplateInputProps } from "../template/template-input.tsx";

interface TemplateTextProps extends Omit<TemplateInputProps, "marked"> {
  /** The place whose problems are underlined. */
  readonly field: FieldPath;
  /** JSON with templates inside: there is no one result to show. */
  readonly hasPreview?: boolean;
}

/** A template with what it comes to, shown while one is at it or looks at it. */
export function TemplateText({ field, hasPreview = true, ...props }: TemplateTextProps) {
  const { text, mode = "template" } = props;
  const isLive = hasPreview && text.trim() !== "" && (mode === "expression" || isTemplate(text));
  const preview = usePreview(isLive ? text : null, mode);
  const path = field.join(".");
  const problems = useProblems(field).filter((problem) => problem.field === path);
  const failed = preview?.rendered.kind === "error" ? [preview.rendered.range] : [];
  const marked = [...problems.flatMap(({ range }) => (range === undefined ? [] : [range])), ...failed];
  return (
    <>
      <TemplateInput {...props} marked={marked} />
      <PreviewLine preview={preview} isWrong={problems.some(({ severity }) => severity === "error")} />
    </>
  );
}
