// oxlint-disable-next-line import/no-unassigned-import -- it answers Monaco by itself
import "monaco-editor/editor/editor.worker";
