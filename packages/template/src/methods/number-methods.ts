import { plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { bitLength, toFraction } from "../python/exact.ts";
import { Tuple } from "../python/tuple.ts";

export const INT_METHODS: ReadonlyMap<string, Operation<bigint>> = new Map(
  Object.entries<Operation<bigint>>({
    bit_length: plain((integer) => BigInt(bitLength(integer))),
    bit_count: plain((integer) => {
      const bits = (integer < 0n ? -integer : integer).toString(2);
      return BigInt(bits.length - bits.replaceAll("1", "").length);
    }),
    conjugate: plain((integer) => integer),
    as_integer_ratio: plain((integer) => new Tuple([integer, 1n])),
  }),
);

export const FLOAT_METHODS: ReadonlyMap<string, Operation<number>> = new Map(
  Object.entries<Operation<number>>({
    is_integer: plain((float) => Number.isInteger(float)),
    conjugate: plain((float) => float),
    as_integer_ratio: plain((float) => {
      let { numerator, denominator } = toFraction(float);
      while (denominator > 1n && numerator % 2n === 0n) {
        numerator /= 2n;
        denominator /= 2n;
      }
      return new Tuple([numerator, denominator]);
    }),
  }),
);
