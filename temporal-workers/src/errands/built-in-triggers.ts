import { catalogue } from "@riposte/integrations";

/** Made once: their schemas take longer to write down than a run takes to start. */
export const builtInTriggers = catalogue().triggers;
