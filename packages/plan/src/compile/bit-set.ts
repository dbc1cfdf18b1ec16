/** Sets of small integers: two thousand steps that each know all their ancestors fit in half a megabyte. */
export type BitSet = Uint32Array;

export function emptySet(size: number): BitSet {
  return new Uint32Array(Math.ceil(size / 32));
}

export function fullSet(size: number): BitSet {
  return emptySet(size).fill(0xffffffff);
}

export function has(set: BitSet, item: number): boolean {
  return ((set[item >>> 5] ?? 0) & (1 << (item & 31))) !== 0;
}

export function add(set: BitSet, item: number): void {
  set[item >>> 5] = (set[item >>> 5] ?? 0) | (1 << (item & 31));
}

export function addAll(set: BitSet, other: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

export function keepOnly(set: BitSet, other: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & (other[word] ?? 0);
}
