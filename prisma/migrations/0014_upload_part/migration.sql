-- What was begun to be sent and never finished is found again by its row, and its bytes are let go of.
CREATE TABLE "upload_part" (
    "team_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_part_pkey" PRIMARY KEY ("team_id", "hash")
);

CREATE INDEX "upload_part_created_at_idx" ON "upload_part"("created_at");

ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
