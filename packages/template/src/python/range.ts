import { Fault } from "../error.ts";
import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

/** As in Jinja2's sandbox. */
const MAX_LENGTH = 100_000n;

/** `range(…)`: never written out, so a long one costs nothing before it is walked. */
export class Range extends Thing {
  override readonly typeName = "range";
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  readonly length: number;

  constructor(start: bigint, stop: bigint, step: bigint) {
    super();
    if (step === 0n) throw new Fault("value", "range() arg 3 must not be zero");
    const span = step > 0n ? stop - start : start - stop;
    const stride = step > 0n ? step : -step;
    const length = span > 0n ? (span + stride - 1n) / stride : 0n;
    if (length > MAX_LENGTH) throw new Fault("limit", `A range may have at most ${MAX_LENGTH} items.`);
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Number(length);
  }

  at(index: number): bigint {
    return this.start + BigInt(index) * this.step;
  }

  includes(integer: bigint): boolean {
    const index = (integer - this.start) / this.step;
    return index >= 0n && index < BigInt(this.length) && this.start + index * this.step === integer;
  }

  equals(other: Range): boolean {
    if (this.length !== other.length) return false;
    if (this.length === 0) return true;
    return this.start === other.start && (this.length === 1 || this.step === other.step);
  }

  override repr(): string {
    const step = this.step === 1n ? "" : `, ${this.step}`;
    return `range(${this.start}, ${this.stop}${step})`;
  }

  override size(): number {
    return this.length;
  }

  override *iterate(): Generator<Value> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }

  override attribute(name: string): Value | undefined {
    if (name === "start" || name === "stop" || name === "step") return this[name];
    return undefined;
  }
}
