-- CreateTable
CREATE TABLE "replay" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "first" DATE NOT NULL,
    "from_day" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "scan_id" INTEGER,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id")
);

-- What Prisma cannot say.
ALTER TABLE "replay" ADD CONSTRAINT "replay_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "replay_days" CHECK ("from_day" BETWEEN 1 AND "days" AND "day" BETWEEN "from_day" - 1 AND "days");
