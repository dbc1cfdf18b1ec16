CREATE TABLE "draft_batches" (
	"playbook_id" text NOT NULL,
	"revision" integer NOT NULL,
	"id" text NOT NULL,
	"author" text NOT NULL,
	"author_id" text NOT NULL,
	"label" text NOT NULL,
	"operations" text NOT NULL,
	"inverse" text NOT NULL,
	"undoes" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_batches_playbook_id_revision_pk" PRIMARY KEY("playbook_id","revision"),
	CONSTRAINT "draft_batches_playbook_id_id_unique" UNIQUE("playbook_id","id")
);
--> statement-breakpoint
CREATE TABLE "draft_tests" (
	"run_id" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"graph" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draft_batches" ADD CONSTRAINT "draft_batches_playbook_id_playbooks_id_fk" FOREIGN KEY ("playbook_id") REFERENCES "public"."playbooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_tests" ADD CONSTRAINT "draft_tests_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_batches_playbook_id_author_id_revision_index" ON "draft_batches" USING btree ("playbook_id","author_id","revision");