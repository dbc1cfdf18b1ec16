import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import type { Browser } from "@playwright/test";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The system's Chromium, else the one that Playwright has downloaded. */
export function launchBrowser(): Promise<Browser> {
  const wanted = process.env["RIPOSTE_CHROMIUM"];
  const executablePath = wanted ?? PLACES.find((place) => existsSync(place)) ?? chromium.executablePath();
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}
