/** What this page is called by whoever hears of it, as long as it is open. */
export const OWN_PAGE = crypto.randomUUID();
