CREATE TABLE "draft_breakpoints" (
	"playbook_id" text NOT NULL,
	"step" text NOT NULL,
	"condition" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_breakpoints_playbook_id_step_pk" PRIMARY KEY("playbook_id","step")
);
--> statement-breakpoint
ALTER TABLE "draft_tests" ADD COLUMN "breakpoints" text;--> statement-breakpoint
ALTER TABLE "draft_breakpoints" ADD CONSTRAINT "draft_breakpoints_playbook_id_playbooks_id_fk" FOREIGN KEY ("playbook_id") REFERENCES "public"."playbooks"("id") ON DELETE no action ON UPDATE no action;