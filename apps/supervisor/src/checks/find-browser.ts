import { access } from "node:fs/promises";
import { chosenChromium, isCi } from "../env.ts";
import type { Missing } from "./check-sandbox.ts";
import { findOnPath } from "./find-on-path.ts";

/** As distributions and Google call it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The Chromium in which the pages are tested: the one that was chosen, else the system's. */
export async function findBrowser(): Promise<string | null> {
  const chosen = chosenChromium();
  if (chosen !== null) return chosen;
  const found = await findOnPath(...NAMES);
  if (found !== null || process.platform !== "darwin") return found;
  return access(ON_A_MAC).then(
    () => ON_A_MAC,
    () => null,
  );
}

export function noBrowser(): Missing {
  const advice =
    "Chromium is missing, so the pages are not tested in a browser: apt-get install chromium (Debian), dnf install chromium (Fedora); RIPOSTE_CHROMIUM names one that is elsewhere.";
  return { advice, fatal: isCi() };
}
