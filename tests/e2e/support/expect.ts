import { expect as impatient } from "@playwright/test";

/** What a page has to show comes when the machine has time for it. */
export const expect = impatient.configure({ timeout: 20_000 });
