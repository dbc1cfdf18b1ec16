import { cutText } from "./cut-text.ts";

/**
 * A part of what people are asked: words that the author wrote, or a value that came from elsewhere and may say
 * anything. Whoever shows a question shows which is which.
 */
export type QuestionPiece =
  | { readonly kind: "written"; readonly text: string }
  | {
      readonly kind: "value";
      readonly text: string;
      /** How long the whole value is, where `text` is only its beginning; absent: it is whole. */
      readonly length?: number;
    };

/** Of a value among the words of a question so many characters are shown; a person may open it. */
export const SHOWN_OF_VALUE = 200;

/** A question from before words and values were told apart is one piece. */
export function piecesOf({
  question,
  message,
}: {
  readonly question?: readonly QuestionPiece[];
  readonly message: string;
}): readonly QuestionPiece[] {
  return question ?? [{ kind: "written", text: message }];
}

/** What is shown of a value before somebody opens it. */
export interface ShownPiece {
  readonly kind: QuestionPiece["kind"];
  readonly text: string;
  /** Of the whole. */
  readonly length: number;
}

export function shownPiece(piece: QuestionPiece): ShownPiece {
  const { kind, text } = piece;
  if (kind === "written") return { kind, text, length: text.length };
  return { kind, text: cutText(text, SHOWN_OF_VALUE), length: piece.length ?? text.length };
}

/**
 * The question where there is nothing but text: each value in one line between « and », which no value may use
 * itself, and what is left out said behind it.
 */
export function questionText(pieces: readonly QuestionPiece[]): string {
  return pieces
    .map((piece) => {
      const { kind, text, length } = shownPiece(piece);
      if (kind === "written") return text;
      return `«${framed(text)}»${text.length < length ? ` (${cutWords(text.length, length)})` : ""}`;
    })
    .join("");
}

/** "the first 200 of 12,345 characters" */
export function cutWords(shown: number, length: number): string {
  return `the first ${counted(shown)} of ${counted(length)} characters`;
}

function counted(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

function framed(text: string): string {
  return text
    .replaceAll(/\s*[\n\r\u2028\u2029]\s*/g, " ⏎ ")
    .replaceAll("«", "‹")
    .replaceAll("»", "›");
}
