import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { SearchField } from "../../../address/search-field.tsx";
import { trpc } from "../../../api/trpc.ts";
import { ErrorState } from "../../../shell/error-state.tsx";
import { Loading } from "../../../shell/loading.tsx";
import { GraphPicture } from "./graph-picture.tsx";
import { matching } from "./matching.ts";
import type { TemplateItem } from "./matching.ts";
import { NeedList } from "./need-list.tsx";
import classes from "./template-gallery.module.css";
import { useTemplate } from "./use-template.ts";

interface TemplateGalleryProps {
  /** What is searched for at first. */
  readonly text: string;
  /** What was typed beside it: the new playbook is called so, and is for that. */
  readonly typed: { readonly name: string; readonly description: string };
  readonly onUsed: () => void;
  readonly onRefused: (error: unknown) => void;
}

/** Playbooks to start from: what each is for, what it looks like and what it needs. */
export function TemplateGallery({ text: first, typed, onUsed, onRefused }: TemplateGalleryProps) {
  const title = useId();
  const [text, setText] = useState(first);
  const { data, error, refetch } = useQuery(trpc.templates.list.queryOptions());
  const { using, start } = useTemplate({ onUsed, onRefused });
  const found = matching(data ?? [], text);
  const [name, description] = [typed.name.trim(), typed.description.trim()];
  const own = { ...(name === "" ? {} : { name }), ...(description === "" ? {} : { description }) };
  return (
    <section aria-labelledby={title} className={classes["gallery"]}>
      <div className={classes["head"]}>
        <h3 id={title} className={classes["title"]}>
          From a template
        </h3>
        <SearchField label="Search templates" value={text} onSearch={setText} />
      </div>
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={refetch} />
      ) : data === undefined ? (
        <Loading />
      ) : found.length === 0 ? (
        <output className={classes["none"]}>No template matches.</output>
      ) : (
        <ul className={classes["cards"]} aria-label="Templates">
          {found.map((template) => (
            <li key={template.id}>
              <TemplateCard
                template={template}
                isStarting={using === template.id}
                onStart={() => start({ template: template.id, ...own })}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface TemplateCardProps {
  readonly template: TemplateItem;
  readonly isStarting: boolean;
  readonly onStart: () => void;
}

function TemplateCard({ template, isStarting, onStart }: TemplateCardProps) {
  const { name, description, graph, needs } = template;
  const title = useId();
  return (
    <article className={classes["card"]} aria-labelledby={title}>
      <h4 id={title} className={classes["name"]}>
        {name}
      </h4>
      <p className={classes["about"]}>{description}</p>
      <GraphPicture graph={graph} label={`${name}: ${graph.nodes.length} steps`} />
      <NeedList needs={needs} of={name} />
      <Button
        size="compact-sm"
        variant="light"
        className={classes["start"] ?? ""}
        aria-label={`Start from this: ${name}`}
        loading={isStarting}
        onClick={onStart}
      >
        Start from this
      </Button>
    </article>
  );
}
