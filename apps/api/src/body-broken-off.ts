/** The sender hung up in the middle of its request, or sent no HTTP any more: none of it is our trouble. */
export class BodyBrokenOff extends Error {
  override readonly name = "BodyBrokenOff";

  constructor(cause: unknown) {
    super("The request broke off before its body was whole.", { cause });
  }
}
