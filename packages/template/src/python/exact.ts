/** Floats taken apart into exact fractions, so that rounding is right to the last digit, as Python's is. */
export interface Fraction {
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
}

const view = new DataView(new ArrayBuffer(8));

/** The exact value of a finite float. */
export function toFraction(float: number): Fraction {
  view.setFloat64(0, float);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const signed = bits >> 63n ? -mantissa : mantissa;
  const shift = Math.max(exponent, 1) - 1075;
  return shift >= 0
    ? { numerator: signed << BigInt(shift), denominator: 1n }
    : { numerator: signed, denominator: 1n << BigInt(-shift) };
}

/** Rounds to the nearest integer, halves to the even one. */
export function roundFraction({ numerator, denominator }: Fraction): bigint {
  const floor = floorDivide(numerator, denominator);
  const twice = 2n * (numerator - floor * denominator);
  if (twice > denominator || (twice === denominator && floor % 2n !== 0n)) return floor + 1n;
  return floor;
}

/** The float nearest to a fraction; infinite where it is too large. */
export function fractionToFloat({ numerator, denominator }: Fraction): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  // 66 bits of quotient and a sticky one round right in one go; below the normal range there are fewer bits to keep.
  const shift = Math.min(66 + bitLength(denominator) - bitLength(magnitude), 1074 + 2);
  const scaled = shift >= 0 ? magnitude << BigInt(shift) : magnitude;
  const divisor = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const quotient = scaled / divisor;
  const sticky = quotient * divisor === scaled ? 0n : 1n;
  const float = scale(Number((quotient << 1n) | sticky), -shift - 1);
  return negative ? -float : float;
}

export function bitLength(integer: bigint): number {
  const magnitude = integer < 0n ? -integer : integer;
  if (magnitude === 0n) return 0;
  const hex = magnitude.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0] ?? "0", 16)) + 28;
}

export function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return quotient * right !== left && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** `float * 2 ** exponent` in steps that are exact as long as the result is a normal number. */
function scale(float: number, exponent: number): number {
  let scaled = float;
  let rest = exponent;
  for (; rest > 1000; rest -= 1000) scaled *= 2 ** 1000;
  for (; rest < -1000; rest += 1000) scaled *= 2 ** -1000;
  return scaled * 2 ** rest;
}
