import { Fault } from "../error.ts";
import { bitLength, fractionToFloat, roundFraction, toFraction } from "./exact.ts";

/**
 * `base ** exponent` on floats. `Math.pow` may differ in the last digit between machines, so the result is
 * computed exactly, or to 160 bits and then rounded once.
 */
export function floatPower(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN;
  if (base === 0 && exponent < 0) throw new Fault("value", "0.0 cannot be raised to a negative power");
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return edgeCase(base, exponent);
  if (base < 0 && !Number.isInteger(exponent)) {
    throw new Fault("value", "a negative number to a fractional power is a complex number");
  }
  const magnitude =
    Number.isInteger(exponent) && Math.abs(exponent) <= 1024
      ? exactPower(Math.abs(base), exponent)
      : exponent === 0.5
        ? Math.sqrt(base)
        : approximatePower(Math.abs(base), exponent);
  if (!Number.isFinite(magnitude)) throw new Fault("value", "Numerical result out of range");
  return base < 0 && Math.abs(exponent % 2) === 1 ? -magnitude : magnitude;
}

/** IEEE 754 lays these down, so every machine agrees. */
function edgeCase(base: number, exponent: number): number {
  const odd = Number.isInteger(exponent) && Math.abs(exponent % 2) === 1;
  if (!Number.isFinite(exponent)) {
    if (Math.abs(base) === 1) return 1;
    return Math.abs(base) > 1 === exponent > 0 ? Infinity : 0;
  }
  const large = exponent > 0 === Math.abs(base) > 1;
  const magnitude = large ? Infinity : 0;
  return odd && (base < 0 || Object.is(base, -0)) ? -magnitude : magnitude;
}

function exactPower(base: number, exponent: number): number {
  const { numerator, denominator } = toFraction(base);
  const power = BigInt(Math.abs(exponent));
  const up = { numerator: numerator ** power, denominator: denominator ** power };
  return fractionToFloat(exponent > 0 ? up : { numerator: up.denominator, denominator: up.numerator });
}

const BITS = 160n;
const ONE = 1n << BITS;

/** exp(exponent · ln(base)) in fixed point. */
function approximatePower(base: number, exponent: number): number {
  const power = toFraction(exponent);
  const logarithm = (lnOf(base) * power.numerator) / power.denominator;
  const twos = roundFraction({ numerator: logarithm, denominator: LN2 });
  if (twos > 1100n) return Infinity;
  if (twos < -1200n) return 0;
  const mantissa = expOf(logarithm - twos * LN2);
  return twos >= 0n
    ? fractionToFloat({ numerator: mantissa << twos, denominator: ONE })
    : fractionToFloat({ numerator: mantissa, denominator: ONE << -twos });
}

function lnOf(float: number): bigint {
  const { numerator, denominator } = toFraction(float);
  const twos = bitLength(numerator) - bitLength(denominator);
  const mantissa =
    twos >= 0
      ? (numerator << BITS) / (denominator << BigInt(twos))
      : (numerator << (BITS + BigInt(-twos))) / denominator;
  return BigInt(twos) * LN2 + 2n * atanh(((mantissa - ONE) << BITS) / (mantissa + ONE));
}

function atanh(x: bigint): bigint {
  const square = (x * x) >> BITS;
  let sum = 0n;
  let term = x;
  for (let odd = 1n; term !== 0n && term !== -1n; odd += 2n) {
    sum += term / odd;
    term = (term * square) >> BITS;
  }
  return sum;
}

function expOf(x: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
    term = (term * x) / (n << BITS);
    sum += term;
  }
  return sum;
}

const LN2 = 2n * atanh(ONE / 3n);
