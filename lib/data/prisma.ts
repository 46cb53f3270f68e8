import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";
import { pool } from "./pool";

let current: { client: PrismaClient; over: object } | undefined;

/**
 * The client of screens and small verbs, over the process's pool. Made on first use, so that a build needs no
 * database; made anew when another database was named.
 */
export const prisma: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, property) {
    const over = pool();
    if (current?.over !== over) current = { client: new PrismaClient({ adapter: new PrismaPg(over) }), over };
    const value: unknown = Reflect.get(current.client, property);
    return typeof value === "function" ? value.bind(current.client) : value;
  },
});

/** Prisma's interactive transaction: what `prisma.$transaction(async (tx) => …)` hands over. */
export type PrismaTx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];
