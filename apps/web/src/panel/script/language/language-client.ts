import { readApiError } from "../../../api/api-error.ts";
import { client } from "../../../api/trpc.ts";

type Open = Parameters<typeof client.language.open.mutate>[0];
type Ask = Parameters<typeof client.language.ask.mutate>[0];
type Follow = typeof client.language.follow.subscribe;
type News = Parameters<NonNullable<Parameters<Follow>[1]["onData"]>>[0];

export type Question = Ask["question"];
export type Answer = NonNullable<Awaited<ReturnType<typeof client.language.ask.mutate>>>;
export type AnswerTo<Kind extends Answer["kind"]> = Extract<Answer, { readonly kind: Kind }>;
export type QuestionOf<Kind extends Question["kind"]> = Extract<Question, { readonly kind: Kind }>;
export type ScriptProblems = News["data"]["scripts"][number];

/** A text that Monaco holds; its version grows with each change. */
export interface LivingText {
  readonly getVersionId: () => number;
  readonly getValue: () => string;
}

/** What the server's pyright knows of the scripts in one editor. */
export interface LanguageClient {
  readonly open: () => void;
  /** Null: nothing is known, or nobody can be asked just now. */
  readonly ask: <Kind extends Question["kind"]>(
    script: number,
    text: LivingText,
    question: QuestionOf<Kind>,
  ) => Promise<AnswerTo<Kind> | null>;
  readonly write: (script: number, text: LivingText) => Promise<void>;
  /** Whether what is said is about the text as it stands. */
  readonly isAbout: (problems: ScriptProblems, text: LivingText) => boolean;
  readonly end: () => void;
}

interface Hearing {
  readonly onProblems: (scripts: readonly ScriptProblems[]) => void;
  /** Of each script whether its packages are known. */
  readonly onOpened: (hasPackages: readonly boolean[]) => void;
  /** Why nobody can be asked, in a sentence. */
  readonly onRefused: (why: string) => void;
}

/** Who was refused asks again after this. */
const AGAIN_MS = 60_000;

interface Session {
  readonly id: string;
  readonly stop: () => void;
}

interface Sent {
  readonly text: LivingText;
  readonly typed: number;
  readonly version: number;
}

/** Where the server has ended a session, the next question or change begins another one. */
export function createLanguageClient(
  input: Open,
  { onProblems, onOpened, onRefused }: Hearing,
): LanguageClient {
  let session: Promise<Session | null> | null = null;
  let isEnded = false;
  let latest = 0;
  let refusedUntil = 0;
  const sent = new Map<number, Sent>();

  function forget(): void {
    const last = session;
    session = null;
    void last?.then((known) => known?.stop());
  }

  async function begin(): Promise<Session | null> {
    try {
      const { session: id, hasPackages } = await client.language.open.mutate(input);
      sent.clear();
      onOpened(hasPackages);
      const following = client.language.follow.subscribe(
        { session: id },
        { onData: ({ data }) => (data.isOver ? forget() : onProblems(data.scripts)), onError: forget },
      );
      return { id, stop: () => following.unsubscribe() };
    } catch (error) {
      onRefused(readApiError(error).message);
      refusedUntil = Date.now() + AGAIN_MS;
      session = null;
      setTimeout(() => void open(), AGAIN_MS);
      return null;
    }
  }

  function open(): Promise<Session | null> {
    if (isEnded || (session === null && Date.now() < refusedUntil)) return Promise.resolve(null);
    return (session ??= begin());
  }

  /** Its version here: Monaco's begins anew with each text. */
  function versioned(
    script: number,
    text: LivingText,
  ): { readonly version: number; readonly source: string } {
    const before = sent.get(script);
    const typed = text.getVersionId();
    const version = before?.text === text && before.typed === typed ? before.version : (latest += 1);
    sent.set(script, { text, typed, version });
    return { version, source: text.getValue() };
  }

  async function withSession<Told>(use: (id: string) => Promise<Told>): Promise<Told | null> {
    const known = await open();
    if (known === null || isEnded) return null;
    try {
      return await use(known.id);
    } catch (error) {
      if (readApiError(error).kind === "not_found") forget();
      return null;
    }
  }

  return {
    open: () => void open(),
    ask<Kind extends Question["kind"]>(script: number, text: LivingText, question: QuestionOf<Kind>) {
      return withSession(async (id) => {
        const asked = { session: id, script, text: versioned(script, text), question };
        return (await client.language.ask.mutate(asked)) as AnswerTo<Kind> | null;
      });
    },
    async write(script, text) {
      await withSession((id) =>
        client.language.write.mutate({ session: id, script, text: versioned(script, text) }),
      );
    },
    isAbout({ script, version }, text) {
      const last = sent.get(script);
      return last?.text === text && last.version === version && last.typed === text.getVersionId();
    },
    end() {
      isEnded = true;
      void session?.then((known) => {
        if (known === null) return;
        known.stop();
        client.language.end.mutate({ session: known.id }).catch(() => {});
      });
    },
  };
}
