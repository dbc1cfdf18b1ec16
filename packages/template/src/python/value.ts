import type { Thing } from "./thing.ts";

/** What an expression can yield: data, and what exists only while a template is rendered. */
export type Value = null | boolean | bigint | number | string | Value[] | Dict | Thing;

/** A dict's keys: booleans and whole floats stand as the integer that equals them (see `dict.ts`). */
export type Key = null | bigint | number | string | Thing;

/** Dicts of the context have strings as keys only; those made in the template are a MadeDict. */
export type Dict = Map<Key, Value>;
