import { Kbd, Modal } from "@mantine/core";
import { Fragment } from "react";
import type { ReactNode } from "react";
import { useFocusBack } from "../shell/focus-back.ts";
import classes from "./shortcut-sheet.module.css";
import { keysOf } from "./shortcuts.ts";
import type { Shortcut } from "./shortcuts.ts";

const GROUPS: readonly Shortcut["group"][] = ["Steps", "From step to step", "Change", "See"];

/** Four arrows are one word. */
function shortened(chords: readonly string[]): string[] {
  return [...new Set(chords.map((chord) => chord.replace(/Arrow\w+$/, "Arrows")))];
}

interface ShortcutSheetProps {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
  /** What can be done without keys. */
  readonly byMouse: string;
  readonly onClose: () => void;
  /** What else has to be explained. */
  readonly children?: ReactNode;
}

/** What the keys do; from the list that the keys themselves act on. */
export function ShortcutSheet({ title, shortcuts, byMouse, onClose, children }: ShortcutSheetProps) {
  useFocusBack();
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Modal opened onClose={onClose} title={title} size="xl" transitionProps={{ duration: 100 }}>
      <div className={classes["groups"]}>
        {GROUPS.filter((group) => shortcuts.some((one) => one.group === group)).map((group) => (
          <section key={group} aria-label={group}>
            <h2 className={classes["title"]}>{group}</h2>
            <dl className={classes["list"]}>
              {shortcuts
                .filter((one) => one.group === group && one.chords.length > 0)
                .map(({ command, chords, does }) => (
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
      {children}
      <p className={classes["mouse"]}>By mouse: {byMouse}</p>
    </Modal>
  );
}
