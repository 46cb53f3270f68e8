import type { Standing } from "@/lib/services/scans/read-standing";

const number = new Intl.NumberFormat("en-US");

/** @returns a number and its noun: `1 fact`, `1,204 facts` */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${number.format(n)} ${n === 1 ? one : many}`;

/** @returns where a scan that is under way stands, in one line */
export function progressLine(standing: Standing): string {
  const { state, accounts, accountsCollected, accountsJudged, resources } = standing;
  if (state === "planned")
    return standing.readerAlive ? "Planned: waiting for a worker." : "Planned: no worker is alive.";
  if (accounts === 0) return "Reading the organization.";
  if (state === "judging") {
    return `Judging: ${accountsJudged} of ${counted(accounts, "account")}, ${number.format(standing.resourcesJudged)} of ${counted(resources, "resource")}.`;
  }
  return `Collecting: ${accountsCollected} of ${counted(accounts, "account")}, ${number.format(standing.resourcesCollected)} of ${counted(resources, "resource")} so far, ${counted(standing.calls, "call")}.`;
}

/** @returns how a scan ended and what it could not read, in sentences */
export function outcomeOf(scanId: number, standing: Standing): string {
  const { state, because, denied, throttled, otherUnknown } = standing;
  if (state === "failed" || state === "cancelled")
    return `Scan ${scanId} ${state}. ${because ?? "It did not say why."}`;
  const read = `${counted(standing.resourcesCollected, "resource")} in ${counted(standing.accounts - standing.accountsLost, "account")} read with ${counted(standing.calls, "call")}.`;
  const unread = denied + throttled + otherUnknown;
  if (state === "complete") return `Scan ${scanId} is complete: ${read} Everything was read. ${verdicts(standing)}`;
  const why = [
    denied > 0 && `${number.format(denied)} denied`,
    throttled > 0 && `${number.format(throttled)} throttled`,
    otherUnknown > 0 && `${number.format(otherUnknown)} for other reasons`,
  ].filter((part) => part !== false);
  const facts = unread > 0 ? ` ${counted(unread, "fact")} could not be read (${why.join(", ")}).` : "";
  const lost = standing.accountsLost > 0 ? ` ${counted(standing.accountsLost, "account")} could not be read.` : "";
  return `Scan ${scanId} is complete with unknowns: ${read}${lost}${facts} ${verdicts(standing)}`;
}

const verdicts = ({ unknownVerdicts: n }: Standing): string =>
  `${n === 0 ? "No verdict is" : n === 1 ? "1 verdict is" : `${number.format(n)} verdicts are`} unknown in these accounts.`;
