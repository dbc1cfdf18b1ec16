import { fractionToFloat, roundFraction, toFraction } from "./exact.ts";

/** Python's `round(number, places)`: exact, halves to the even digit. */
export function roundNumber(number: bigint | number, places: number): bigint | number {
  if (typeof number === "bigint") {
    if (places >= 0) return number;
    if (places < -5000) return 0n;
    const unit = 10n ** BigInt(-places);
    return roundFraction({ numerator: number, denominator: unit }) * unit;
  }
  if (!Number.isFinite(number) || number === 0 || places > 323) return number;
  if (places < -308) return number < 0 ? -0 : 0;
  const { numerator, denominator } = toFraction(number);
  const power = 10n ** BigInt(Math.abs(places));
  const rounded =
    places >= 0
      ? fractionToFloat({
          numerator: roundFraction({ numerator: numerator * power, denominator }),
          denominator: power,
        })
      : fractionToFloat({
          numerator: roundFraction({ numerator, denominator: denominator * power }) * power,
          denominator: 1n,
        });
  return rounded === 0 && number < 0 ? -0 : rounded;
}
