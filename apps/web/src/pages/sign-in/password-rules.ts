const LEAST = 12;
const MOST = 128;

export const PASSWORD_HELP = `At least ${LEAST} characters. A few words that only you would put together are good.`;

export function passwordFault(password: string): string | null {
  if (password.length < LEAST) return `At least ${LEAST} characters; this is ${password.length}.`;
  return password.length > MOST ? `At most ${MOST} characters; this is ${password.length}.` : null;
}

export function repeatFault(repeated: string, password: string): string | null {
  return repeated === password ? null : "This is not the same password.";
}
