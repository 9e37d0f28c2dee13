-- AlterTable
ALTER TABLE "series" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "episode" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);
