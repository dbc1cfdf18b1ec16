import { z } from "zod";
import { plainWords } from "../plain-name.ts";

const DEEPEST = 6;

/** One that may be there already, however it came to its name. As `folderPath` otherwise. */
export const knownFolderPath = asPath(z.string());

/** "Phishing/Mailboxes"; spaces around the parts do not count, and an empty one is the top. */
export const folderPath = asPath(plainWords("A folder"));

/** Without regard to case none stands there twice. */
export const tagList = z
  .array(plainWords("A tag").trim().min(1, "A tag is a word.").max(40, "A tag has at most 40 characters."))
  .max(20, "A playbook has at most 20 tags.")
  .transform((tags) => [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()]);

function asPath(words: z.ZodString) {
  return words
    .max(300, "A folder's path has at most 300 characters.")
    .transform((path) =>
      path
        .split("/")
        .map((part) => part.trim())
        .filter((part) => part !== "")
        .join("/"),
    )
    .refine((path) => path.split("/").length <= DEEPEST, `Folders are at most ${DEEPEST} deep.`);
}
