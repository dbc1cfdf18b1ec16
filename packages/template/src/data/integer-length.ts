import { MAX_INTEGER_DIGITS } from "./decode-data.ts";

const SMALL = 10n ** 15n;
const LARGEST = 10n ** BigInt(MAX_INTEGER_DIGITS);

/** Whether an integer has more digits than may be printed; asked before it is printed, which would take long. */
export function isTooLong(integer: bigint): boolean {
  if (integer < SMALL && integer > -SMALL) return false;
  return integer >= LARGEST || integer <= -LARGEST;
}
