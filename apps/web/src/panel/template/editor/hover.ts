import { filterSignatures } from "@riposte/template";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { Scope } from "../../data/scope.ts";
import { glance } from "../../../run/value/value-rows.ts";
import { findRead, parametersText } from "../complete.ts";
import { loopsBefore } from "../cursor-context.ts";
import { FILTER_NOTES } from "../filter-notes.ts";
import { pointedAt } from "../pointed-at.ts";
import type { Pointed } from "../pointed-at.ts";
import type { Mode } from "../spans.ts";
import { part } from "./suggestions.ts";

/** What stands under the pointer, and what it was in the chosen run. */
export function hover(mode: Mode, scope: () => Scope): Extension {
  return hoverTooltip((view, at) => {
    const text = view.state.doc.toString();
    const pointed = pointedAt(text, at, mode);
    const says = pointed === null ? null : saysOf(pointed, text, scope());
    if (pointed === null || says === null) return null;
    return {
      pos: pointed.from,
      end: pointed.to,
      create() {
        const dom = document.createElement("div");
        dom.append(...says);
        return { dom };
      },
    };
  });
}

function saysOf(pointed: Pointed, text: string, scope: Scope): readonly Node[] | null {
  if (pointed.kind === "filter") {
    const signature = filterSignatures().find(({ name }) => name === pointed.name);
    if (signature === undefined) return null;
    return parts(
      ["path", `${signature.name}${parametersText(signature)}`],
      ["says", FILTER_NOTES[signature.name] ?? null],
    );
  }
  const loops = loopsBefore(text.slice(0, pointed.from));
  const found = findRead(pointed.keys, { loops }, scope);
  if (found === null) return null;
  const { path, type, help, value, children } = found;
  const never = children().length > 0 ? null : "No run gave it yet";
  const says = [type, help ?? ""].filter(Boolean).join(" · ");
  return parts(["path", path], ["says", says], ["whole", value === undefined ? never : glance(value)]);
}

function parts(...told: readonly (readonly [tells: string, text: string | null])[]): readonly Node[] {
  return told.map(([tells, text]) => part(tells, text)).filter((node) => node !== null);
}
