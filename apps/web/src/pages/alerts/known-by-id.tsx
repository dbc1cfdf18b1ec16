import { counted } from "../../canvas/plain-line.ts";
import classes from "./alert-page.module.css";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names as they are; of what has none, how many there are, and their ids for whoever asks. */
export function KnownById({ of, word }: { readonly of: readonly string[]; readonly word: string }) {
  const names = of.filter((each) => !UUID.test(each));
  const ids = of.filter((each) => UUID.test(each));
  return (
    <>
      {names.join(", ")}
      {ids.length > 0 && (
        <details className={classes["ids"]}>
          <summary>
            {names.length > 0 && "and "}
            {counted(ids.length, word)}, known by id only
          </summary>
          {ids.map((id) => (
            <code key={id}>{id}</code>
          ))}
        </details>
      )}
    </>
  );
}
