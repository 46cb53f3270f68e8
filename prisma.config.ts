import { defineConfig } from "prisma/config";

/** Read by Prisma's own command line. Breakwater deploys the same migrations itself: `npm run db -- deploy`. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_MIGRATE_URL"] ?? process.env["DATABASE_URL"] ?? "" },
});
