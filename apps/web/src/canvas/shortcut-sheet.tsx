import { Kbd, Modal } from "@mantine/core";
import { Fragment } from "react";
import classes from "./shortcut-sheet.module.css";
import { keysOf, SHORTCUTS } from "./shortcuts.ts";
import type { Shortcut } from "./shortcuts.ts";

const GROUPS: readonly Shortcut["group"][] = ["Steps", "From step to step", "Change", "See"];

/** Four arrows are one word. */
function shortened(chords: readonly string[]): string[] {
  return [...new Set(chords.map((chord) => chord.replace(/Arrow\w+$/, "Arrows")))];
}

/** What the keys do; from the list that the keys themselves act on. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Modal opened onClose={onClose} title="Keys of the canvas" size="xl" transitionProps={{ duration: 100 }}>
      <div className={classes["groups"]}>
        {GROUPS.map((group) => (
          <section key={group} aria-label={group}>
            <h2 className={classes["title"]}>{group}</h2>
            <dl className={classes["list"]}>
              {SHORTCUTS.filter((one) => one.group === group).map(({ command, chords, does }) => (
                <Fragment key={command}>
                  <dt>
                    {shortened(chords).map((chord) => (
                      <span key={chord} className={classes["chord"]}>
                        {keysOf(chord, isApple).map((key) => (
                          <Kbd key={key} size="xs">
                            {key}
                          </Kbd>
                        ))}
                      </span>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes["mouse"]}>
        By mouse: drag from a step's grip to connect, click it to add the next step; drag the canvas to move
        it, with Shift to select steps; Ctrl and the wheel zoom.
      </p>
    </Modal>
  );
}
