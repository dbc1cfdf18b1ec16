/** What the bundle exports; the default export takes every workflow type that is not ours. */
export { runPlaybook } from "./run-playbook.ts";
export { checkScript } from "./check-script.ts";
export { tryScript } from "./try-script.ts";
export { refuseUnknown as default } from "./refuse-unknown.ts";
