/** A float as Python's `repr` prints it: shortest digits that read back the same, exponent from 1e16 and below 1e-4. */
export function floatRepr(float: number): string {
  if (Number.isNaN(float)) return "nan";
  if (!Number.isFinite(float)) return float > 0 ? "inf" : "-inf";
  if (Object.is(float, -0)) return "-0.0";
  const magnitude = Math.abs(float);
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) return exponential(float);
  const text = String(float);
  return text.includes(".") ? text : `${text}.0`;
}

/** JavaScript leaves exponents of one digit bare; Python pads them to two. */
function exponential(float: number): string {
  const [digits = "", exponent = ""] = float.toExponential().split("e");
  const sign = exponent.startsWith("-") ? "-" : "+";
  return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
}
