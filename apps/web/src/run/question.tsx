import { Button } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { cutWords } from "@riposte/plan/question";
import type { ShownPiece } from "@riposte/plan/question";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { CopyText } from "./copy-text.tsx";
import classes from "./question.module.css";

interface QuestionProps {
  /** Of the approval. */
  readonly id: string;
  readonly pieces: readonly ShownPiece[];
}

/** What is asked: the author's words, and in frames the values among them, which may say anything. */
export function Question({ id, pieces }: QuestionProps) {
  if (pieces.every(({ text, kind }) => kind === "written" && text.trim() === "")) return null;
  return (
    <div className={classes["question"]}>
      {pieces.map((piece, at) =>
        piece.kind === "written" ? (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of a question never change
          <span key={at}>{harmlessText(piece.text)}</span>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <QuestionValue key={at} id={id} at={at} piece={piece} />
        ),
      )}
    </div>
  );
}

interface QuestionValueProps {
  readonly id: string;
  readonly at: number;
  readonly piece: ShownPiece;
}

function QuestionValue({ id, at, piece }: QuestionValueProps) {
  const [isOpen, setOpen] = useState(false);
  const isCut = piece.text.length < piece.length;
  const whole = useQuery(
    trpc.approvals.whole.queryOptions({ id, piece: at }, { enabled: isOpen, staleTime: Infinity }),
  );
  const text = isOpen ? (whole.data?.text ?? piece.text) : piece.text;
  if (piece.length === 0) return <span className={classes["nothing"]}>nothing</span>;
  return (
    <>
      <q
        className={classes["value"]}
        data-lines={isOpen || /[\n\r]/.test(text)}
        {...(isOpen ? { tabIndex: 0 } : {})}
      >
        {harmlessText(text)}
      </q>
      {isCut && (
        <span className={classes["cut"]}>
          {text.length < piece.length && `… ${cutWords(text.length, piece.length)} `}
          <Button
            size="compact-xs"
            variant="default"
            loading={isOpen && whole.isLoading}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? "Show less" : "Show more"}
          </Button>
          {isOpen && whole.data !== undefined && <CopyText text={whole.data.text} label="Copy the value" />}
          {isOpen && whole.data !== undefined && text.length < piece.length && (
            <span> More of it is not kept with the question: see the event and the steps of the run.</span>
          )}
          {whole.error !== null && <span role="alert"> {readApiError(whole.error).message}</span>}
        </span>
      )}
    </>
  );
}
