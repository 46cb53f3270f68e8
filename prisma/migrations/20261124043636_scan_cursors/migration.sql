-- AlterTable
ALTER TABLE "scan_account" ADD COLUMN     "collect_cursor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "judge_cursor" INTEGER NOT NULL DEFAULT 0;
