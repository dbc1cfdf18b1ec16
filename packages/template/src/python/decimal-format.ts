import type { Budget } from "../evaluate/budget.ts";
import { bitLength, roundFraction, toFraction } from "./exact.ts";
import type { Fraction } from "./exact.ts";

/** `%f`: so many digits after the point, rounded exactly. */
export function formatFixed(float: number, places: number, budget: Budget): string {
  budget.bytes(places);
  const { numerator, denominator } = toFraction(Math.abs(float));
  const scaled = roundFraction({ numerator: numerator * 10n ** BigInt(places), denominator });
  return sign(float) + point(scaled.toString(), places);
}

/** `%e`: one digit before the point, so many after it. */
export function formatExponent(float: number, places: number, budget: Budget): string {
  budget.bytes(places);
  const { digits, exponent } = significant(float, places + 1);
  return sign(float) + withExponent(point(digits, places), exponent);
}

/** `%g`: so many significant digits, in the shorter of both forms; without `keepZeros`, zeros at the end go. */
export function formatGeneral(float: number, precision: number, keepZeros: boolean, budget: Budget): string {
  budget.bytes(precision);
  const count = Math.max(precision, 1);
  const { digits, exponent } = significant(float, count);
  const trim = (text: string): string =>
    keepZeros || !text.includes(".") ? text : text.replace(/\.?0+$/, "");
  if (exponent < -4 || exponent >= count) {
    return sign(float) + withExponent(trim(point(digits, count - 1)), exponent);
  }
  const places = count - 1 - exponent;
  return sign(float) + trim(point(digits, places));
}

/** `repr` with the exponent shown from another size on, as `str.format` without a type shows it. */
export function withExponent(mantissa: string, exponent: number): string {
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** The first `count` decimal digits and the power of ten of the first one. */
function significant(float: number, count: number): { digits: string; exponent: number } {
  if (float === 0) return { digits: "0".repeat(count), exponent: 0 };
  const fraction = toFraction(Math.abs(float));
  // Off by one at most, which the length of the digits then shows.
  const estimate = Math.floor((bitLength(fraction.numerator) - bitLength(fraction.denominator)) * 0.30103);
  for (let exponent = estimate + 1; ; exponent -= 1) {
    const digits = roundFraction(shift(fraction, count - 1 - exponent)).toString();
    if (digits.length === count) return { digits, exponent };
    if (digits.length > count) return { digits: digits.slice(0, count), exponent: exponent + 1 };
  }
}

function shift({ numerator, denominator }: Fraction, power: number): Fraction {
  return power >= 0
    ? { numerator: numerator * 10n ** BigInt(power), denominator }
    : { numerator, denominator: denominator * 10n ** BigInt(-power) };
}

function point(digits: string, places: number): string {
  if (places <= 0) return digits;
  const padded = digits.padStart(places + 1, "0");
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

function sign(float: number): string {
  return float < 0 || Object.is(float, -0) ? "-" : "";
}
