-- What was said and asked in an episode goes with its document, in the same transaction: a process that dies in between would leave it
-- for ever, since what is purged is not looked at again (SPEC H8). Renders stay: the ledger names them (R4).
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
  UPDATE document SET purged_at = now() WHERE id = ANY (dead);
  RETURN cardinality(dead);
END $$;
