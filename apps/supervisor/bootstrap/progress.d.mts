export function progress<T>(
  title: string,
  work: (say: (detail: string) => void) => Promise<T>,
  note?: (result: T) => string,
): Promise<T>;
