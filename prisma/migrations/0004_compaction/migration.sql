-- CreateTable
CREATE TABLE "doc_author" (
    "document_id" TEXT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "clock" BIGINT NOT NULL,
    "end_clock" BIGINT NOT NULL,
    "team_id" UUID NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "run_id" UUID,
    "step" INTEGER,
    "first_seq" BIGINT NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_author_pkey" PRIMARY KEY ("document_id","client_id","clock")
);

-- CreateTable
CREATE TABLE "doc_write_key" (
    "document_id" TEXT NOT NULL,
    "write_key" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "team_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_write_key_pkey" PRIMARY KEY ("document_id","write_key")
);

-- CreateIndex
CREATE INDEX "doc_author_run" ON "doc_author"("run_id") WHERE (run_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "doc_author" ADD CONSTRAINT "doc_author_team_id_document_id_fkey" FOREIGN KEY ("team_id", "document_id") REFERENCES "document"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doc_write_key" ADD CONSTRAINT "doc_write_key_team_id_document_id_fkey" FOREIGN KEY ("team_id", "document_id") REFERENCES "document"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "doc_author" ADD CONSTRAINT "doc_author_numbers"
  CHECK ("client_id" >= 0 AND "clock" >= 0 AND "end_clock" > "clock" AND "first_seq" >= 1 AND "last_seq" >= "first_seq");

-- ---- Appending knows the write keys of rows that compaction has given up: a job retried after that still writes once (R6).

-- As before, and: documents are locked FOR NO KEY UPDATE, which is all that a new head needs. The stronger lock would wait for
-- whoever inserts a snapshot of the document (its foreign key holds FOR KEY SHARE until the commit), and writers with it.
CREATE OR REPLACE FUNCTION append_doc_updates(
  p_docs text[], p_bytes bytea[], p_actor_kinds text[], p_actor_ids text[],
  p_runs uuid[], p_steps integer[], p_keys text[], p_clients text[]
) RETURNS TABLE (ord bigint, seq bigint, state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM document d WHERE d.id = ANY (p_docs) ORDER BY d.id FOR NO KEY UPDATE;
  -- A statement of its own, after the locks: it sees what the holders before us committed.
  RETURN QUERY
  WITH input AS (
    SELECT i.*, min(i.ord) OVER (PARTITION BY i.doc, i.key) AS first_of_key
    FROM unnest(p_docs, p_bytes, p_actor_kinds, p_actor_ids, p_runs, p_steps, p_keys, p_clients)
      WITH ORDINALITY AS i (doc, bytes, actor_kind, actor_id, run, step, key, clients, ord)
  ), known AS (
    SELECT i.*, d.team_id, d.head_seq, d.deleted_at, coalesce(u.seq, w.seq) AS written_seq
    FROM input i
    LEFT JOIN document d ON d.id = i.doc
    LEFT JOIN doc_update u ON u.document_id = i.doc AND u.write_key = i.key AND u.write_key IS NOT NULL
    LEFT JOIN doc_write_key w ON w.document_id = i.doc AND w.write_key = i.key
  ), fresh AS (
    SELECT k.*, k.head_seq + row_number() OVER (PARTITION BY k.doc ORDER BY k.ord) AS new_seq
    FROM known k
    WHERE k.team_id IS NOT NULL AND k.deleted_at IS NULL AND k.written_seq IS NULL
      AND (k.key IS NULL OR k.first_of_key = k.ord)
  ), moved AS (
    UPDATE document d SET head_seq = d.head_seq + n.rows
    FROM (SELECT f.doc, count(*) AS rows FROM fresh f GROUP BY f.doc) n WHERE d.id = n.doc
    RETURNING d.id
  ), written AS (
    INSERT INTO doc_update (document_id, seq, team_id, bytes, actor_kind, actor_id, run_id, step, write_key, client_ids)
    SELECT f.doc, f.new_seq, f.team_id, f.bytes, f.actor_kind::actor_kind, f.actor_id, f.run, f.step, f.key, f.clients::bigint[]
    FROM fresh f ORDER BY f.doc, f.ord
    RETURNING document_id
  )
  SELECT k.ord,
    coalesce(k.written_seq, f.new_seq, twin.new_seq),
    CASE
      WHEN k.team_id IS NULL THEN 'missing'
      WHEN k.deleted_at IS NOT NULL THEN 'deleted'
      WHEN f.new_seq IS NOT NULL THEN 'written'
      ELSE 'already'
    END
  FROM known k
  LEFT JOIN fresh f ON f.ord = k.ord
  LEFT JOIN fresh twin ON twin.ord = k.first_of_key AND k.key IS NOT NULL
  ORDER BY k.ord;
END $$;

-- Of a deleted document authors and write keys go with the rest.
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
  UPDATE document SET purged_at = now() WHERE id = ANY (dead);
  RETURN cardinality(dead);
END $$;
