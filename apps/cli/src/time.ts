/** `2026-11-21 04:50:12Z`; a dash where it has not happened. */
export function instant(iso: string | null): string {
  return iso === null ? "–" : `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
}

/** Between two instants, or up to now; null before it began. */
export function durationBetween(from: string | null, to: string | null): string | null {
  if (from === null) return null;
  return duration((to === null ? Date.now() : Date.parse(to)) - Date.parse(from));
}

export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
