import { controlOff, verdictByte } from "@/lib/engine/vector";
import type { MovementCause } from "@/lib/model/movement";
import { severityRank } from "@/lib/model/severity";
import type { IngestBatch, IngestResource, IngestVerdict, Retirement } from "../batch";
import type { RegisteredControl } from "../register-controls";
import type { CountedAs } from "../standing";
import type { NewWaiver } from "../waive";
import { type ReferenceVerdict, referenceCause } from "./reference-cause";

type Control = RegisteredControl & { inUse: boolean };

type State = {
  verdicts: Map<number, ReferenceVerdict>;
  resource: IngestResource;
  rulesetId: number;
  parametersId: number;
  readAt: Date;
};

type Resource = { id: number; accountId: number; type: string; firstSeen: Date; retired: boolean; state: State | null };

type Finding = {
  resourceId: number;
  controlId: number;
  severity: number;
  since: Date;
  because: string;
  waiverId: number | null;
  sight: { lostAt: Date; reason: string; permission: string | null } | null;
};

type Unknown = { since: Date; reason: string; permission: string | null };

/** An account as it was from a moment on: every verdict counted one by one, every vector as stored. */
export type Moment = { at: Date; ouId: number; counts: Map<string, number>; vectors: Map<number, string> };

type Account = { id: number; ouId: number; clock: Date | null; history: Moment[] };

/**
 * What ingest promises, written a second time and slowly: plain maps, one verdict at a time, every account counted
 * anew after every step. Shares no code with what it checks but the shapes that go in.
 */
export class Reference {
  readonly parents = new Map<number, number | null>();
  readonly controls = new Map<number, Control>();
  readonly accounts = new Map<number, Account>();
  readonly resources = new Map<number, Resource>();
  readonly findings = new Map<string, Finding>();
  readonly unknowns = new Map<string, Unknown>();
  readonly episodes: string[] = [];
  readonly movements = new Map<string, number>();
  readonly waivers = new Map<number, { until: Date; endedAt: Date | null }>();

  addAccount(id: number, ouId: number): void {
    this.accounts.set(id, { id, ouId, clock: null, history: [] });
  }

  addResource(id: number, accountId: number, type: string, firstSeen: Date): void {
    this.resources.set(id, { id, accountId, type, firstSeen, retired: false, state: null });
  }

  register(controls: readonly RegisteredControl[], at: Date): void {
    const before = new Map(this.controls);
    const inUse = new Set(controls.map(({ id }) => id));
    const began = controls.filter(({ id }) => !before.get(id)?.inUse).map(({ id }) => id);
    const ended = [...before.values()].filter((c) => c.inUse && !inUse.has(c.id)).map(({ id }) => id);
    for (const control of controls)
      this.controls.set(control.id, { ...control, inUse: before.get(control.id)?.inUse ?? false });
    for (const id of [...began, ...ended]) {
      const control = this.controls.get(id) as Control;
      const waiting = [...this.resources.values()].filter(
        ({ type, state }) => type === control.resourceType && state && !state.verdicts.has(id),
      );
      control.inUse = began.includes(id);
      for (const accountId of new Set(waiting.map((resource) => resource.accountId))) {
        this.#note(accountId, this.#tick(accountId, at));
      }
    }
  }

  ingest(batch: IngestBatch): void {
    const fresh = batch.resources.filter((resource) => this.#differs(batch, resource));
    if (fresh.length === 0) return;
    const date = this.#tick(batch.accountId, batch.at);
    for (const resource of fresh) this.#judge(batch, resource, date);
    this.#note(batch.accountId, date);
  }

  #differs(batch: IngestBatch, next: IngestResource): boolean {
    const resource = this.resources.get(next.resourceId);
    if (!resource || resource.retired || resource.accountId !== batch.accountId) return false;
    const state = resource.state;
    if (!state) return true;
    const readAt = next.observedAt ?? batch.at;
    const newest = Math.max(state.readAt.getTime(), state.resource.observedAt?.getTime() ?? 0);
    const outdated =
      batch.origin === "rejudge" ? hex(state.resource.snapshot) !== hex(next.snapshot) : readAt.getTime() < newest;
    return !outdated && describe(state.resource, state) !== describe(next, batch);
  }

  #judge(batch: IngestBatch, next: IngestResource, date: Date): void {
    const resource = this.resources.get(next.resourceId) as Resource;
    const old = resource.state;
    const verdicts = new Map(next.verdicts.map((verdict) => [verdict.controlId, verdictOf(verdict)]));
    for (const control of this.controls.values()) {
      if (control.resourceType !== resource.type) continue;
      const key = `${resource.id}/${control.id}`;
      const before = old?.verdicts.get(control.id);
      const after = verdicts.get(control.id);
      const finding = this.findings.get(key);
      const from = this.#standing(resource, control);
      const change = next.changes?.find(({ controlId }) => controlId === control.id);
      const to = this.#would(control, finding, after);
      const moved = old === null || JSON.stringify(kind(before)) !== JSON.stringify(kind(after));
      const cause = moved
        ? referenceCause({
            newResource: old === null,
            before,
            after,
            failing: finding !== undefined,
            verifiesChange: change !== undefined,
            rejudged: batch.rejudged,
            factsDiffer:
              hex(old?.resource.snapshot) !== hex(next.snapshot) || hex(old?.resource.inputs) !== hex(next.inputs),
            rulesetDiffers: old?.rulesetId !== batch.rulesetId,
            parametersDiffer: old?.parametersId !== batch.parametersId,
          })
        : null;
      if (cause) this.#move(batch.accountId, control.id, from, to, cause, date);

      if (after?.status === "fail") {
        const { severity, because } = after;
        const since = finding?.since ?? date;
        this.findings.set(key, {
          resourceId: resource.id,
          controlId: control.id,
          severity,
          since,
          because,
          waiverId: finding?.waiverId ?? null,
          sight: null,
        });
      } else if (after?.status === "unknown" && finding) {
        finding.sight = { lostAt: finding.sight?.lostAt ?? date, reason: after.reason, permission: after.permission };
      } else if (finding && cause) {
        this.#close(finding, batch.accountId, cause, change?.changeId ?? null, date);
      }
      if (after?.status === "unknown") {
        this.unknowns.set(key, {
          since: this.unknowns.get(key)?.since ?? date,
          reason: after.reason,
          permission: after.permission,
        });
      } else this.unknowns.delete(key);
    }
    const readAt = batch.origin === "rejudge" && old ? old.readAt : (next.observedAt ?? batch.at);
    resource.state = { verdicts, resource: next, rulesetId: batch.rulesetId, parametersId: batch.parametersId, readAt };
  }

  retire({ accountId, at, resourceIds }: Retirement): void {
    const gone = resourceIds.flatMap((id) => {
      const resource = this.resources.get(id);
      if (!resource || resource.retired || resource.accountId !== accountId || resource.firstSeen > at) return [];
      const read = [resource.state?.readAt, resource.state?.resource.observedAt];
      return read.some((time) => time && time > at) ? [] : [resource];
    });
    if (gone.length === 0) return;
    const date = this.#tick(accountId, at);
    for (const resource of gone) {
      for (const control of this.controls.values()) {
        const key = `${resource.id}/${control.id}`;
        const finding = this.findings.get(key);
        this.#move(accountId, control.id, this.#standing(resource, control), nowhere, "retired", date);
        if (finding) this.#close(finding, accountId, "retired", null, date);
        this.unknowns.delete(key);
      }
      resource.retired = true;
      resource.state = null;
    }
    this.#note(accountId, date);
  }

  resurrect(ids: readonly number[]): void {
    for (const id of ids) {
      const resource = this.resources.get(id);
      if (resource) resource.retired = false;
    }
  }

  move(accountId: number, toOuId: number, at: Date): void {
    const account = this.accounts.get(accountId) as Account;
    if (account.ouId === toOuId) return;
    const date = this.#tick(accountId, at);
    const standings = [...this.resources.values()]
      .filter((resource) => resource.accountId === accountId)
      .flatMap((resource) =>
        [...this.controls.values()].map((c) => ({ id: c.id, standing: this.#standing(resource, c) })),
      );
    for (const { id, standing } of standings) this.#move(accountId, id, standing, nowhere, "account_moved", date);
    account.ouId = toOuId;
    for (const { id, standing } of standings) this.#move(accountId, id, nowhere, standing, "account_moved", date);
    this.#note(accountId, date);
  }

  /** @returns whether there was something to waive */
  waive({ resourceId, controlId, at, until }: NewWaiver, id: number): boolean {
    const finding = this.findings.get(`${resourceId}/${controlId}`);
    if (!finding || finding.waiverId !== null) return false;
    this.waivers.set(id, { until, endedAt: null });
    this.#rewaive(finding, id, "waived", at);
    return true;
  }

  endWaiver(id: number, at: Date): void {
    const waiver = this.waivers.get(id);
    const finding = [...this.findings.values()].find(({ waiverId }) => waiverId === id);
    if (!waiver || waiver.endedAt || !finding) return;
    waiver.endedAt = this.#rewaive(finding, null, "waiver_ended", at);
  }

  expire(at: Date): void {
    const over = [...this.waivers].filter(([, { until, endedAt }]) => !endedAt && until <= at);
    over.sort(([a, x], [b, y]) => x.until.getTime() - y.until.getTime() || a - b);
    for (const [id, { until }] of over) this.endWaiver(id, until);
  }

  #rewaive(finding: Finding, waiverId: number | null, cause: MovementCause, at: Date): Date {
    const resource = this.resources.get(finding.resourceId) as Resource;
    const control = this.controls.get(finding.controlId) as Control;
    const date = this.#tick(resource.accountId, at);
    const from = this.#standing(resource, control);
    finding.waiverId = waiverId;
    this.#move(resource.accountId, control.id, from, this.#standing(resource, control), cause, date);
    this.#note(resource.accountId, date);
    return date;
  }

  #close(
    { resourceId, controlId, severity, since, because, waiverId }: Finding,
    accountId: number,
    cause: MovementCause,
    changeId: number | null,
    date: Date,
  ): void {
    const ending = cause === "configuration_changed" ? "not_applicable" : cause;
    const { ouId } = this.accounts.get(accountId) as Account;
    this.findings.delete(`${resourceId}/${controlId}`);
    this.episodes.push(
      JSON.stringify({
        closedAt: date,
        resourceId,
        controlId,
        accountId,
        ouId,
        severity,
        openedAt: since,
        ending,
        because,
        changeId,
      }),
    );
    const waiver = waiverId === null ? undefined : this.waivers.get(waiverId);
    if (waiver) waiver.endedAt = date;
  }

  #standing(resource: Resource, control: Control): Standing {
    if (control.resourceType !== resource.type || !resource.state) return nowhere;
    return this.#would(
      control,
      this.findings.get(`${resource.id}/${control.id}`),
      resource.state.verdicts.get(control.id),
    );
  }

  #would(control: Control, finding: Finding | undefined, verdict: ReferenceVerdict | undefined): Standing {
    if (!verdict) return control.inUse ? { as: "not_judged", severity: 0 } : nowhere;
    if (verdict.status === "off") return nowhere;
    const waived = verdict.status === "fail" && finding !== undefined && finding.waiverId !== null;
    return { as: waived ? "waived" : verdict.status, severity: verdict.severity };
  }

  #move(accountId: number, controlId: number, from: Standing, to: Standing, cause: MovementCause, date: Date): void {
    const a = from.as === "not_judged" ? nowhere : from;
    const b = to.as === "not_judged" ? nowhere : to;
    if (a.as === b.as && (a.as === "none" || a.severity === b.severity)) return;
    const add = (severity: number, left: CountedAs, entered: CountedAs) => {
      const { ouId } = this.accounts.get(accountId) as Account;
      const key = [date.toISOString().slice(0, 10), accountId, ouId, controlId, severity, cause, left, entered].join(
        "/",
      );
      this.movements.set(key, (this.movements.get(key) ?? 0) + 1);
    };
    if (a.as === "none") add(b.severity, a.as, b.as);
    else if (b.as === "none" || a.severity === b.severity) add(a.severity, a.as, b.as);
    else {
      add(a.severity, a.as, "none");
      add(b.severity, "none", b.as);
    }
  }

  #tick(accountId: number, at: Date): Date {
    const account = this.accounts.get(accountId) as Account;
    const next = (account.clock?.getTime() ?? 0) + 1;
    account.clock = new Date(Math.max(next, at.getTime()));
    return account.clock;
  }

  #note(accountId: number, at: Date): void {
    const account = this.accounts.get(accountId) as Account;
    const moment: Moment = { at, ouId: account.ouId, counts: new Map(), vectors: new Map() };
    for (const resource of this.resources.values()) {
      if (resource.accountId !== accountId || !resource.state) continue;
      moment.vectors.set(
        resource.id,
        `${vectorOf(resource.state, this.controls)} ${hex(resource.state.resource.snapshot)}`,
      );
      for (const control of this.controls.values()) {
        const { as, severity } = this.#standing(resource, control);
        if (as === "none") continue;
        const key = [control.id, control.practice, severity, as].join("/");
        moment.counts.set(key, (moment.counts.get(key) ?? 0) + 1);
      }
    }
    account.history.push(moment);
  }
}

type Standing = { as: CountedAs; severity: number };

const nowhere: Standing = { as: "none", severity: 0 };

const hex = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString("hex") : "");

const kind = (verdict: ReferenceVerdict | undefined) =>
  verdict && [verdict.status, verdict.status === "off" ? 0 : verdict.severity];

function verdictOf({ judged }: IngestVerdict): ReferenceVerdict {
  if (judged === "off") return { status: "off" };
  const severity = severityRank(judged.severity);
  const { verdict } = judged;
  if (verdict.status !== "unknown") return { status: verdict.status, severity, because: verdict.because ?? "" };
  const first = verdict.missing[0];
  return { status: "unknown", severity, reason: first?.reason ?? "", permission: first?.permission ?? null };
}

/** Everything stored of a judged resource, as text. */
const describe = (resource: IngestResource, judged: { rulesetId: number; parametersId: number }): string =>
  JSON.stringify([
    judged.rulesetId,
    judged.parametersId,
    resource.verdicts.map((verdict) => [verdict.controlId, kind(verdictOf(verdict))]).sort(),
    hex(resource.snapshot),
    hex(resource.lastKnown),
    hex(resource.inputs),
    resource.inFull,
    resource.observedAt ?? null,
    resource.judgeAgainAt ?? null,
  ]);

function vectorOf(state: State, controls: ReadonlyMap<number, Control>): string {
  const bytes: number[] = [];
  for (const { controlId, slot, judged } of state.resource.verdicts) {
    if (controls.has(controlId))
      bytes[slot] = judged === "off" ? controlOff : verdictByte(judged.verdict.status, judged.severity);
  }
  return Buffer.from(Array.from(bytes, (byte) => byte ?? 0)).toString("hex");
}
