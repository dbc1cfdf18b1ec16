CREATE TABLE "script_action_parts" (
	"action_id" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"definition" text NOT NULL,
	"script_hash" text NOT NULL,
	CONSTRAINT "script_action_parts_action_id_version_name_pk" PRIMARY KEY("action_id","version","name")
);
--> statement-breakpoint
ALTER TABLE "script_action_versions" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "script_action_parts" ADD CONSTRAINT "script_action_parts_script_hash_scripts_hash_fk" FOREIGN KEY ("script_hash") REFERENCES "public"."scripts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "script_action_parts" ADD CONSTRAINT "script_action_parts_version_fk" FOREIGN KEY ("action_id","version") REFERENCES "public"."script_action_versions"("action_id","version") ON DELETE no action ON UPDATE no action;