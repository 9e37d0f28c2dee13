-- AlterTable
ALTER TABLE "render_task" ADD COLUMN     "fps" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "frames" INTEGER NOT NULL DEFAULT 1;

-- Tasks made before have their length in the manifest alone; a still is one frame long, which is the default.
UPDATE "render_task" SET
  "fps" = ("manifest" ->> 'fps')::integer,
  "frames" = CASE
    WHEN "kind" = 'shot' THEN ("manifest" ->> 'frames')::integer
    ELSE (SELECT sum((shot ->> 'frames')::integer) FROM jsonb_array_elements("manifest" -> 'shots') AS shot)
  END
WHERE "kind" <> 'still';

-- CreateIndex
CREATE INDEX "render_want_document_id_created_at_idx" ON "render_want"("document_id", "created_at");
