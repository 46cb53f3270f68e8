import { timingSafeEqual } from "node:crypto";
import { connect } from "@/lib/platform/database";
import { environment } from "@/lib/platform/env";
import { cameOverLoopback } from "@/lib/platform/loopback";
import { renderMetrics } from "@/lib/platform/metrics";
import { measurePosture } from "@/lib/services/posture/measure-posture";

/** Measures for Prometheus. They name no account; outside loopback they need the token. */
export async function GET(request: Request): Promise<Response> {
  if (!cameOverLoopback(request.headers) && !hasToken(request)) {
    return new Response("Metrics need the token of BREAKWATER_METRICS_TOKEN.\n", { status: 401 });
  }
  await connect();
  const m = await measurePosture();
  const one = (name: string, help: string, value: number | null) =>
    value === null ? [] : [{ name, help, values: [{ value }] }];
  const { text, mediaType } = await renderMetrics([
    ...one("accounts", "Accounts of the organization", m.accounts),
    ...one("accounts_reached", "Accounts read in the last attempt", m.accountsReached),
    ...one("resources", "Judged resources", m.resources),
    ...one("findings_open", "Open findings", m.findingsOpen),
    ...one("findings_unseen", "Open findings that can no longer be read", m.findingsUnseen),
    ...one("unknown_verdicts", "Verdicts that could not be given", m.unknownVerdicts),
    ...one("gaps", "Kinds of things that could not be read", m.gaps),
    ...one("counter_changes_waiting", "Counter changes not yet folded", m.deltasWaiting),
    ...one("collected_facts_waiting", "Resources read and not yet judged", m.collectedWaiting),
    ...one("seconds_since_scan", "Seconds since a scan last ended", m.secondsSinceScan),
    {
      name: "scans",
      help: "Scans by state",
      values: m.scans.map(({ state, n }) => ({ value: n, labels: { state } })),
    },
  ]);
  return new Response(text, { headers: { "content-type": mediaType, "cache-control": "no-store" } });
}

function hasToken(request: Request): boolean {
  const token = environment().metricsToken;
  const given = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
  if (token === undefined || given.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(token));
}

export const dynamic = "force-dynamic";
