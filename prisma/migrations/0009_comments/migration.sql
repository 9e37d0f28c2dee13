-- CreateTable
CREATE TABLE "comment_thread" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "episode_id" TEXT NOT NULL,
    "anchor" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "resolved_by" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread_seen" (
    "thread_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "thread_seen_pkey" PRIMARY KEY ("thread_id","person_id")
);

-- CreateIndex
CREATE INDEX "comment_thread_team_id_episode_id_idx" ON "comment_thread"("team_id", "episode_id");

-- CreateIndex
CREATE INDEX "comment_thread_created_by_idx" ON "comment_thread"("created_by");

-- CreateIndex
CREATE INDEX "comment_thread_resolved_by_idx" ON "comment_thread"("resolved_by");

-- CreateIndex
CREATE UNIQUE INDEX "comment_thread_team_id_id_key" ON "comment_thread"("team_id", "id");

-- CreateIndex
CREATE INDEX "comment_team_id_thread_id_created_at_idx" ON "comment"("team_id", "thread_id", "created_at");

-- CreateIndex
CREATE INDEX "comment_author_id_idx" ON "comment"("author_id");

-- CreateIndex
CREATE INDEX "thread_seen_person_id_idx" ON "thread_seen"("person_id");

-- CreateIndex
CREATE INDEX "thread_seen_team_id_thread_id_idx" ON "thread_seen"("team_id", "thread_id");

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_team_id_episode_id_fkey" FOREIGN KEY ("team_id", "episode_id") REFERENCES "episode"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_resolved_by_fkey" FOREIGN KEY ("resolved_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_team_id_thread_id_fkey" FOREIGN KEY ("team_id", "thread_id") REFERENCES "comment_thread"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_seen" ADD CONSTRAINT "thread_seen_team_id_thread_id_fkey" FOREIGN KEY ("team_id", "thread_id") REFERENCES "comment_thread"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_seen" ADD CONSTRAINT "thread_seen_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---- What the schema language has no words for.

ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_shape" CHECK ("version" >= 1 AND "anchor" ? 'kind');
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_resolved" CHECK (("resolved_at" IS NULL) = ("resolved_by" IS NULL));
ALTER TABLE "comment" ADD CONSTRAINT "comment_deleted_is_empty" CHECK (("deleted_at" IS NULL) = ("text" <> ''));
ALTER TABLE "thread_seen" ADD CONSTRAINT "thread_seen_count" CHECK ("count" >= 1);

-- Comments go with the document they are about, as what was said in its chat does (SPEC H8).
CREATE OR REPLACE FUNCTION purge_documents(p_docs text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  dead text[];
BEGIN
  SELECT array_agg(id) INTO dead FROM (
    SELECT d.id FROM document d WHERE d.id = ANY (p_docs) AND d.deleted_at IS NOT NULL AND d.purged_at IS NULL ORDER BY d.id FOR UPDATE
  ) AS locked;
  IF dead IS NULL THEN RETURN 0; END IF;
  DELETE FROM doc_version WHERE document_id = ANY (dead);
  DELETE FROM doc_change WHERE document_id = ANY (dead);
  DELETE FROM doc_update WHERE document_id = ANY (dead);
  DELETE FROM doc_snapshot WHERE document_id = ANY (dead);
  DELETE FROM doc_author WHERE document_id = ANY (dead);
  DELETE FROM doc_write_key WHERE document_id = ANY (dead);
  -- Messages name the run that answered them, so they go first.
  DELETE FROM chat_message m USING document d
    WHERE d.id = ANY (dead) AND d.kind = 'episode' AND m.team_id = d.team_id AND m.episode_id = split_part(d.id, ':', 2);
  DELETE FROM agent_run r USING document d
    WHERE d.id = ANY (dead) AND d.kind = 'episode' AND r.team_id = d.team_id AND r.episode_id = split_part(d.id, ':', 2);
  DELETE FROM comment_thread t USING document d
    WHERE d.id = ANY (dead) AND d.kind = 'episode' AND t.team_id = d.team_id AND t.episode_id = split_part(d.id, ':', 2);
  UPDATE document SET purged_at = now() WHERE id = ANY (dead);
  RETURN cardinality(dead);
END $$;
