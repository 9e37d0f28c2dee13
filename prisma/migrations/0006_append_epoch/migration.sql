-- Appending knows which content a row is meant for. A program that still held a document as it was before other content took its
-- name would mix the two (DESIGN §4).

-- As before, and: an element of `p_epochs` is the document's epoch as the writer knows it, or null to write whatever it is. A row
-- of another epoch is answered 'replaced', with a null seq. Keys are looked up row by row and only where there is one: joined, they
-- cost a walk over all rows of the document for every row written.
CREATE FUNCTION append_doc_updates(
  p_docs text[], p_bytes bytea[], p_actor_kinds text[], p_actor_ids text[],
  p_runs uuid[], p_steps integer[], p_keys text[], p_clients text[],
  p_epochs integer[]
) RETURNS TABLE (ord bigint, seq bigint, state text) LANGUAGE plpgsql
-- One plan for all calls: Postgres else makes a new one each time, which took longer than the work.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM document d WHERE d.id = ANY (p_docs) ORDER BY d.id FOR NO KEY UPDATE;
  -- A statement of its own, after the locks: it sees what the holders before us committed.
  RETURN QUERY
  WITH input AS (
    SELECT i.*, d.team_id, d.head_seq, d.deleted_at, coalesce(i.epoch <> d.epoch, false) AS replaced
    FROM unnest(p_docs, p_bytes, p_actor_kinds, p_actor_ids, p_runs, p_steps, p_keys, p_clients, p_epochs)
      WITH ORDINALITY AS i (doc, bytes, actor_kind, actor_id, run, step, key, clients, epoch, ord)
    LEFT JOIN document d ON d.id = i.doc
  ), known AS (
    SELECT i.*, CASE WHEN i.key IS NOT NULL THEN coalesce(
        (SELECT u.seq FROM doc_update u WHERE u.document_id = i.doc AND u.write_key = i.key),
        (SELECT w.seq FROM doc_write_key w WHERE w.document_id = i.doc AND w.write_key = i.key)
      ) END AS written_seq,
      min(i.ord) FILTER (WHERE NOT i.replaced) OVER (PARTITION BY i.doc, i.key) AS first_of_key
    FROM input i
  ), fresh AS (
    SELECT k.*, k.head_seq + row_number() OVER (PARTITION BY k.doc ORDER BY k.ord) AS new_seq
    FROM known k
    WHERE k.team_id IS NOT NULL AND k.deleted_at IS NULL AND NOT k.replaced AND k.written_seq IS NULL
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
    CASE WHEN NOT k.replaced THEN coalesce(k.written_seq, f.new_seq, twin.new_seq) END,
    CASE
      WHEN k.team_id IS NULL THEN 'missing'
      WHEN k.deleted_at IS NOT NULL THEN 'deleted'
      WHEN k.replaced THEN 'replaced'
      WHEN f.new_seq IS NOT NULL THEN 'written'
      ELSE 'already'
    END
  FROM known k
  LEFT JOIN fresh f ON f.ord = k.ord
  LEFT JOIN fresh twin ON twin.ord = k.first_of_key AND k.key IS NOT NULL
  ORDER BY k.ord;
END $$;

-- Programs of the release before call it like this while both run side by side; they do not know the epoch.
CREATE OR REPLACE FUNCTION append_doc_updates(
  p_docs text[], p_bytes bytea[], p_actor_kinds text[], p_actor_ids text[],
  p_runs uuid[], p_steps integer[], p_keys text[], p_clients text[]
) RETURNS TABLE (ord bigint, seq bigint, state text) LANGUAGE sql AS $$
  SELECT a.ord, a.seq, a.state FROM append_doc_updates(
    p_docs, p_bytes, p_actor_kinds, p_actor_ids, p_runs, p_steps, p_keys, p_clients,
    array_fill(NULL::integer, ARRAY[cardinality(p_docs)])
  ) AS a;
$$;
