import { counters } from "../standing";
import type { Reference } from "./reference";
import { line } from "./stored-now";
import { isInFull } from "./world";

/** What the tables should hold, as `storedNow` writes it. */
export function expectedNow(reference: Reference, factsOf: (resourceId: number) => number) {
  const account = (resourceId: number) => reference.resources.get(resourceId)?.accountId;
  const judged = [...reference.resources.values()].filter(({ state }) => state);
  const gaps = new Map<string, number>();
  const inventory = new Map<string, { resources: number; inFull: number }>();
  for (const { id, accountId, type } of judged) {
    const counted = inventory.get(`${accountId}/${type}`) ?? { resources: 0, inFull: 0 };
    inventory.set(`${accountId}/${type}`, {
      resources: counted.resources + 1,
      inFull: counted.inFull + Number(isInFull(factsOf(id))),
    });
    if (isInFull(factsOf(id))) continue;
    for (const [permission, reason] of [
      [`s3:Get${factsOf(id) % 2}`, "denied"],
      ["", "throttled"],
    ] as const) {
      const key = line([accountId, "eu-west-1", permission, reason]);
      gaps.set(key, (gaps.get(key) ?? 0) + 1);
    }
  }
  return {
    findings: [...reference.findings.values()]
      .map((f) =>
        line([
          f.resourceId,
          f.controlId,
          account(f.resourceId),
          f.severity,
          f.since,
          f.because,
          f.waiverId,
          f.sight?.lostAt ?? null,
          f.sight?.reason ?? null,
          f.sight?.permission ?? null,
        ]),
      )
      .sort(),
    unknowns: [...reference.unknowns]
      .map(([key, { since, reason, permission }]) => {
        const [resourceId = 0, controlId = 0] = key.split("/").map(Number);
        return line([controlId, account(resourceId), resourceId, since, reason, permission]);
      })
      .sort(),
    episodes: reference.episodes.map((episode) => line(Object.values(JSON.parse(episode)))).sort(),
    movements: [...reference.movements]
      .map(([key, n]) => {
        const [day, accountId, ouId, controlId, severity, cause, from, to] = key.split("/");
        return line([day, Number(accountId), Number(ouId), Number(controlId), Number(severity), cause, from, to, n]);
      })
      .sort(),
    inventory: [...inventory].map(([key, n]) => line([...split(key), n.resources, n.inFull])).sort(),
    waivers: [...reference.waivers].map(([id, { endedAt }]) => line([id, endedAt])).sort(),
    gaps: [...gaps].map(([key, n]) => line([...(JSON.parse(key) as unknown[]), n])).sort(),
    retired: [...reference.resources.values()].flatMap(({ id, retired }) => (retired ? line([id]) : [])).sort(),
    collected: [],
  };
}

function split(key: string): [number, string] {
  const [accountId = "", ...type] = key.split("/");
  return [Number(accountId), type.join("/")];
}

/**
 * Counts by control and severity, or by practice and severity, of some accounts at the end of a day; without a day, now.
 * @param of which accounts count, by the OU they were in then
 */
export function expectedCounts(
  reference: Reference,
  by: "control" | "practice",
  of: (account: { id: number; ouId: number }) => boolean,
  day = "9999-12-31",
): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const { id, history } of reference.accounts.values()) {
    const moment = history.findLast(({ at }) => at.toISOString().slice(0, 10) <= day);
    if (!moment || !of({ id, ouId: moment.ouId })) continue;
    for (const [key, n] of moment.counts) {
      const [controlId, practice, severity, as] = key.split("/");
      const sumKey = `${by === "control" ? controlId : practice}/${severity}`;
      const sum = sums.get(sumKey) ?? counters.map(() => 0);
      const column = counters.indexOf(as as (typeof counters)[number]);
      sum[column] = (sum[column] ?? 0) + n;
      sums.set(sumKey, sum);
    }
  }
  return sums;
}

/** @returns whether one OU is another or below it */
export function isWithin(reference: Reference, ouId: number, ancestorId: number): boolean {
  for (let at: number | null = ouId; at !== null; at = reference.parents.get(at) ?? null)
    if (at === ancestorId) return true;
  return false;
}
