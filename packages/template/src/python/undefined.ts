import { Fault } from "../error.ts";
import type { TemplateErrorCode } from "../error.ts";
import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

/**
 * The value of a name or attribute that does not exist: prints as nothing, is false and empty, and anything
 * else one does with it is an error. A strict one allows only to ask whether it is defined.
 */
export class Undefined extends Thing {
  override readonly typeName = "Undefined";
  readonly message: string;
  readonly strict: boolean;
  readonly code: TemplateErrorCode;

  constructor(message: string, strict: boolean, code: TemplateErrorCode = "undefined") {
    super();
    this.message = message;
    this.strict = strict;
    this.code = code;
  }

  fail(): never {
    throw new Fault(this.code, this.message);
  }

  override repr(): string {
    return this.#unlessStrict("Undefined");
  }

  override text(): string {
    return this.#unlessStrict("");
  }

  override truthy(): boolean {
    return this.#unlessStrict(false);
  }

  override size(): number {
    return this.#unlessStrict(0);
  }

  override iterate(): Iterable<Value> {
    return this.#unlessStrict([]);
  }

  #unlessStrict<Result>(result: Result): Result {
    return this.strict ? this.fail() : result;
  }
}
