/** Of one playbook, notes included: what is drawn, kept, imported and compiled. */
export const MOST_STEPS = 5_000;
