-- The edit of a restore is kept after it was made: taking it back needs what it did, and the log alone does not tell it from
-- what the same person wrote in the same turn. Whether a change is made says done_at alone.
ALTER TABLE "doc_change" DROP CONSTRAINT "doc_change_done";
