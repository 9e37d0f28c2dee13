-- A still stays a take of its shot when the shot is drawn otherwise, by another seed: so it says which shot it was asked for.
ALTER TABLE "render_task" ADD COLUMN "subject_id" TEXT;
