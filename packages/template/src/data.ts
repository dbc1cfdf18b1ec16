/**
 * What travels between steps. An integer is a `bigint`, a float is a `number`, so that both print
 * as Python prints them; a dict is a Map, which keeps its keys in order and knows no prototype.
 */
export type Data = null | boolean | bigint | number | string | Data[] | DataMap;

export type DataMap = Map<string, Data>;

/** What a template's names mean. It is read and never copied, however large. */
export type Context = ReadonlyMap<string, Data>;
