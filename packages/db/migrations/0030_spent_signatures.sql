CREATE TABLE "spent_signatures" (
	"workspace_id" text NOT NULL,
	"dedupe_scope" text NOT NULL,
	"signature" text NOT NULL,
	"run_id" text NOT NULL,
	"spent_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "spent_signatures_dedupe_scope_signature_pk" PRIMARY KEY("dedupe_scope","signature")
);
--> statement-breakpoint
ALTER TABLE "spent_signatures" ADD CONSTRAINT "spent_signatures_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;