import { pool } from "../../pool";
import { inTransaction } from "../../transaction";
import type { IngestBatch, Origin } from "../batch";
import { expireWaivers } from "../expire-waivers";
import { foldRollups } from "../fold-rollups";
import { ingestBatch } from "../ingest-batch";
import { moveAccount } from "../move-account";
import { registerControls } from "../register-controls";
import { resurrectResources } from "../resurrect-resources";
import { retireResources } from "../retire-resources";
import { applyWaiver, endWaiver } from "../waive";
import { writeBaseline } from "../write-baseline";
import { Reference } from "./reference";
import type { Step } from "./steps";
import * as tree from "./tree";
import {
  accessPoint,
  bucket,
  catalogue,
  draw,
  hashOf,
  judgedBy,
  judgedResource,
  type Rules,
  snapshotOf,
  type Truth,
} from "./world";

const hour = 3_600_000;
const configurations = 40;

/** Does every step twice: to the database, through the functions under test, and to the reference. */
export class Run {
  readonly reference = new Reference();
  readonly #truth = new Map<number, Truth>();
  readonly #batches: IngestBatch[] = [];
  #now = new Date("2026-01-31T03:00:00Z");
  #rules: Rules = { inUse: [1, 2, 3, 4], versions: new Map(), rulesetId: 1, parametersId: 1 };
  #baseline = "2026-01";

  /** What is configured at the last reading that was kept. */
  factsOf = (resourceId: number): number => this.#kept.get(resourceId) ?? 0;
  readonly #kept = new Map<number, number>();

  async begin(): Promise<void> {
    for (const name of ["root", "workloads", "sandbox", "prod"]) await this.#addOu(name === "prod" ? 2 : 1, name);
    for (let i = 0; i < 4; i++) {
      const ouId = [2, 3, 4, 4][i] ?? 1;
      const id = await tree.addAccount(`00000000000${i}`, ouId, this.#now);
      this.reference.addAccount(id, ouId);
    }
    await this.#register();
    for (let i = 0; i < 16; i++) await this.step({ kind: "newResource", a: i, b: i, c: i * 5 });
    for (let i = 0; i < 4; i++) await this.step({ kind: "scan", a: i, b: 1, c: i });
  }

  async step({ kind, a, b, c }: Step): Promise<void> {
    const account = (a % 4) + 1;
    switch (kind) {
      case "wait":
        this.#now = new Date(this.#now.getTime() + (b % 9 === 0 ? 25 * 24 : 1 + (b % 40)) * hour);
        return;
      case "configure":
        for (const id of this.#live(account).filter((id) => draw(2, id, b) === 0)) this.#configure(id, c + id);
        return;
      case "scan":
        if (b % 10 === 0) this.#account(account, c);
        return this.#ingest(
          this.#batch(
            account,
            "scan",
            this.#live(account).filter((id) => draw(8, id, c) > 0),
          ),
        );
      case "hint":
      case "lateHint": {
        const id = this.#pick(this.#live(account), b);
        if (id === undefined) return;
        this.#configure(id, c);
        const at = new Date(this.#now.getTime() - (kind === "hint" ? 0 : (c % 80) * hour));
        return this.#ingest({ ...this.#batch(account, "hint", [id], at), event: "PutBucketPolicy", actor: "someone" });
      }
      case "fix":
        return this.#fix(b);
      case "newResource":
        return this.#addResource(account, b % 4 === 0 ? accessPoint : bucket, c);
      case "retire": {
        const gone = this.#live(account).filter((id) => draw(4, id, b) === 0);
        const at = new Date(this.#now.getTime() - (c % 3) * 20 * hour);
        const retirement = {
          accountId: account,
          at,
          recordedAt: this.#now,
          origin: "scan" as const,
          scanId: null,
          resourceIds: gone,
        };
        await retireResources(retirement);
        return this.reference.retire(retirement);
      }
      case "resurrect": {
        const ids = [...this.reference.resources.values()]
          .filter((r) => r.retired && r.accountId === account)
          .map(({ id }) => id);
        await resurrectResources(account, ids);
        return this.reference.resurrect(ids);
      }
      case "moveAccount":
        return this.#moveAccount(account, (b % this.reference.parents.size) + 1, c);
      case "moveOu":
        return this.#moveOu(b, c);
      case "waive":
        return this.#waive(b, c);
      case "endWaiver": {
        const id = this.#pick([...this.reference.waivers.keys()], b);
        if (id === undefined) return;
        await inTransaction((tx) => endWaiver(tx, id, "person", this.#now));
        return this.reference.endWaiver(id, this.#now);
      }
      case "expire":
        await expireWaivers(this.#now);
        return this.reference.expire(this.#now);
      case "parameters":
        this.#rules = { ...this.#rules, parametersId: (b % 3) + 1 };
        return this.#ingest({ ...this.#rejudge(account), rejudged: "parameter_changed" });
      case "addControl":
      case "dropControl":
        return this.#changeControls(kind, b);
      case "changeControl": {
        const versions = new Map(this.#rules.versions).set((b % 6) + 1, c);
        this.#rules = { ...this.#rules, versions, rulesetId: this.#rules.rulesetId + 1 };
        return c % 2 ? undefined : this.#ingest({ ...this.#rejudge(account), rejudged: "control_changed" });
      }
      case "rejudge": {
        const why = [undefined, "control_changed", "parameter_changed", "time"][b % 4] as IngestBatch["rejudged"];
        return this.#ingest({ ...this.#rejudge(account), ...(why && { rejudged: why }) });
      }
      case "staleRejudge": {
        const batch = this.#batch(account, "rejudge", this.#live(account));
        return this.#ingest(batch);
      }
      case "again": {
        const batch = this.#pick(this.#batches, b % 2 ? b : this.#batches.length - 1);
        return batch && this.#commit(batch);
      }
      case "fold":
        await foldRollups();
        return;
      case "baseline":
        return this.#writeBaselines();
    }
  }

  async #fix(b: number): Promise<void> {
    const finding = this.#pick([...this.reference.findings.values()], b);
    const truth = finding && this.#truth.get(finding.resourceId);
    if (!finding || !truth) return;
    const passes = Array.from({ length: configurations }, (_, facts) => facts).find((facts) => {
      const judged = judgedBy(finding.controlId, { ...truth, facts }, this.#rules);
      return judged !== "off" && judged.verdict.status === "pass";
    });
    if (passes === undefined || !this.#rules.inUse.includes(finding.controlId)) return;
    this.#configure(finding.resourceId, passes);
    const account = this.reference.resources.get(finding.resourceId)?.accountId ?? 0;
    const batch = this.#batch(account, "change", [finding.resourceId]);
    const resources = batch.resources.map((resource) => ({
      ...resource,
      changes: [{ controlId: finding.controlId, changeId: b + 1 }],
    }));
    await this.#ingest({ ...batch, resources });
  }

  async #moveAccount(accountId: number, toOuId: number, c: number): Promise<void> {
    const at = new Date(this.#now.getTime() - (c % 3) * 20 * hour);
    await moveAccount({ accountId, toOuId, at, scanId: null });
    this.reference.move(accountId, toOuId, at);
  }

  /** As an organization does it: a new OU, every account moved into it, the old one left empty. */
  async #moveOu(b: number, c: number): Promise<void> {
    if (this.reference.parents.size > 8) return;
    const from = (b % this.reference.parents.size) + 1;
    const to = await this.#addOu((c % this.reference.parents.size) + 1, `moved-${c}`);
    for (const { id, ouId } of this.reference.accounts.values()) if (ouId === from) await this.#moveAccount(id, to, 0);
  }

  async #waive(b: number, c: number): Promise<void> {
    const finding = this.#pick([...this.reference.findings.values()], b);
    if (!finding) return;
    const until = new Date(this.#now.getTime() + (1 + (c % 90)) * hour);
    const { resourceId, controlId } = finding;
    const waiver = { resourceId, controlId, reason: "known", by: "person", approver: "person", at: this.#now, until };
    const id = await inTransaction((tx) => applyWaiver(tx, waiver));
    if (this.reference.waive(waiver, id ?? -1) !== (id !== null)) throw new Error("Only one of both waived.");
  }

  async #changeControls(kind: "addControl" | "dropControl", b: number): Promise<void> {
    const { inUse } = this.#rules;
    const absent = catalogue.map(({ id }) => id).filter((id) => !inUse.includes(id));
    const added = this.#pick(absent, b);
    const dropped = this.#pick(inUse, b);
    const next = kind === "addControl" ? [...inUse, ...(added ? [added] : [])] : inUse.filter((id) => id !== dropped);
    this.#rules = { ...this.#rules, inUse: next, rulesetId: this.#rules.rulesetId + 1 };
    await this.#register();
  }

  async #register(): Promise<void> {
    const controls = catalogue.filter(({ id }) => this.#rules.inUse.includes(id));
    await registerControls(controls, this.#now);
    this.reference.register(controls, this.#now);
  }

  async #writeBaselines(): Promise<void> {
    const month = this.#now.toISOString().slice(0, 7);
    if (month <= this.#baseline) return;
    this.#baseline = month;
    await writeBaseline(this.#now, this.#now);
  }

  async #addOu(parentId: number, name: string): Promise<number> {
    const id = await tree.addOu(name, this.reference.parents.size === 0 ? null : parentId, this.#now);
    this.reference.parents.set(id, this.reference.parents.size === 0 ? null : parentId);
    return id;
  }

  async #addResource(accountId: number, type: typeof bucket, facts: number): Promise<void> {
    const id = await tree.addResource(accountId, type, this.#now);
    this.reference.addResource(id, accountId, type, this.#now);
    this.#truth.set(id, { type, facts: facts % configurations, account: 0 });
  }

  #configure(id: number, facts: number): void {
    const truth = this.#truth.get(id);
    if (truth) this.#truth.set(id, { ...truth, facts: facts % configurations });
  }

  #account(accountId: number, salt: number): void {
    for (const id of this.#live(accountId)) {
      const truth = this.#truth.get(id);
      if (truth) this.#truth.set(id, { ...truth, account: salt % 3 });
    }
  }

  #batch(accountId: number, origin: Origin, ids: readonly number[], at = this.#now): IngestBatch {
    const { rulesetId, parametersId } = this.#rules;
    const resources = ids.map((id) => {
      const resource = judgedResource(id, this.#truth.get(id) as Truth, this.#rules);
      return origin === "hint" || origin === "change" ? { ...resource, observedAt: at } : resource;
    });
    return { accountId, at, recordedAt: this.#now, origin, scanId: null, rulesetId, parametersId, resources };
  }

  /** Over what is stored, as a rejudge must be. */
  #rejudge(accountId: number): IngestBatch {
    const { rulesetId, parametersId } = this.#rules;
    const resources = this.#live(accountId).flatMap((id) => {
      const state = this.reference.resources.get(id)?.state;
      if (!state) return [];
      const { observedAt } = state.resource;
      const truth = { ...(this.#truth.get(id) as Truth), facts: this.factsOf(id) };
      return [{ ...judgedResource(id, truth, this.#rules), ...(observedAt && { observedAt }) }];
    });
    return {
      accountId,
      at: this.#now,
      recordedAt: this.#now,
      origin: "rejudge",
      scanId: null,
      rulesetId,
      parametersId,
      resources,
    };
  }

  async #ingest(batch: IngestBatch): Promise<void> {
    const facts = batch.resources.map(({ resourceId, snapshot, inFull }) => ({
      resourceId,
      snapshot,
      inFull,
      document: snapshotOf(this.#truth.get(resourceId)?.facts ?? 0),
    }));
    await tree.collect(batch.accountId, facts, batch.at);
    this.#batches.push(batch);
    await this.#commit(batch);
    await pool().query("delete from collected_facts");
  }

  async #commit(batch: IngestBatch): Promise<void> {
    await ingestBatch(batch);
    this.reference.ingest(batch);
    for (const { resourceId } of batch.resources) {
      const stored = this.reference.resources.get(resourceId)?.state?.resource.snapshot;
      for (let facts = 0; stored && facts < configurations; facts++) {
        if (Buffer.from(hashOf(snapshotOf(facts))).equals(stored)) this.#kept.set(resourceId, facts);
      }
    }
  }

  #live(accountId: number): number[] {
    return [...this.reference.resources.values()]
      .filter((r) => r.accountId === accountId && !r.retired)
      .map(({ id }) => id);
  }

  #pick<T>(from: readonly T[], n: number): T | undefined {
    return from.length === 0 ? undefined : from[n % from.length];
  }
}
