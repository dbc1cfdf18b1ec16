import { expect, test } from "vitest";
import vectors from "../vectors/secret-texts.json" with { type: "json" };
import { secretTexts } from "./secret-texts.ts";

test.each(vectors.cases)("$about", ({ secrets, texts }) => {
  expect(secretTexts(secrets)).toEqual(texts);
});
