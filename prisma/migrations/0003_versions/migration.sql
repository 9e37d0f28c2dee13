-- AlterTable
ALTER TABLE "document" ADD COLUMN     "purged_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "doc_version" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "document_id" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doc_change" (
    "document_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "bytes" BYTEA,
    "report" JSONB NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_change_pkey" PRIMARY KEY ("document_id","key")
);

-- CreateIndex
CREATE INDEX "doc_version_document_id_seq_idx" ON "doc_version"("document_id", "seq");

-- CreateIndex
CREATE INDEX "doc_version_created_by_idx" ON "doc_version"("created_by");

-- CreateIndex
CREATE INDEX "doc_change_person_id_idx" ON "doc_change"("person_id");

-- CreateIndex
CREATE INDEX "document_to_purge" ON "document"("deleted_at") WHERE (deleted_at IS NOT NULL AND purged_at IS NULL);

-- AddForeignKey
ALTER TABLE "doc_version" ADD CONSTRAINT "doc_version_team_id_document_id_fkey" FOREIGN KEY ("team_id", "document_id") REFERENCES "document"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doc_version" ADD CONSTRAINT "doc_version_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doc_change" ADD CONSTRAINT "doc_change_team_id_document_id_fkey" FOREIGN KEY ("team_id", "document_id") REFERENCES "document"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doc_change" ADD CONSTRAINT "doc_change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ---- What the schema language has no words for.

ALTER TABLE "doc_version" ADD CONSTRAINT "doc_version_shape" CHECK ("seq" >= 1 AND char_length("name") BETWEEN 1 AND 80);
ALTER TABLE "doc_change" ADD CONSTRAINT "doc_change_done" CHECK ("done_at" IS NULL OR "bytes" IS NULL);
ALTER TABLE "document" ADD CONSTRAINT "document_purged_is_deleted" CHECK ("purged_at" IS NULL OR "deleted_at" IS NOT NULL);

-- Whatever removes old snapshots: the one a named version stands on stays, or the version could not be restored.
CREATE FUNCTION keep_named_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM doc_version v JOIN document d ON d.id = v.document_id AND d.deleted_at IS NULL
    WHERE v.document_id = OLD.document_id AND v.seq = OLD.seq;
  IF FOUND THEN RETURN NULL; END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "doc_snapshot_named_stays" BEFORE DELETE ON "doc_snapshot" FOR EACH ROW EXECUTE FUNCTION keep_named_snapshot();

-- Nothing is written to a deleted document, also by who read it before: the lock makes it wait for a removal under way, and a
-- removal for it, and nobody who writes to the document wait for either. (Rows of the log are refused by append_doc_updates.)
CREATE FUNCTION skip_for_deleted_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM document d WHERE d.id = NEW.document_id AND d.deleted_at IS NULL FOR KEY SHARE;
  IF FOUND THEN RETURN NEW; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "doc_snapshot_of_living" BEFORE INSERT ON "doc_snapshot" FOR EACH ROW EXECUTE FUNCTION skip_for_deleted_document();
CREATE TRIGGER "doc_version_of_living" BEFORE INSERT ON "doc_version" FOR EACH ROW EXECUTE FUNCTION skip_for_deleted_document();
CREATE TRIGGER "doc_change_of_living" BEFORE INSERT ON "doc_change" FOR EACH ROW EXECUTE FUNCTION skip_for_deleted_document();

-- Removes all there is of documents that were deleted; their rows in `document` stay, so that nothing can write them back.
-- Answers how many it removed the content of.
CREATE FUNCTION purge_documents(p_docs text[]) RETURNS integer LANGUAGE plpgsql AS $$
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
  UPDATE document SET purged_at = now() WHERE id = ANY (dead);
  RETURN cardinality(dead);
END $$;
