import type { Request } from "../request";
import type { Reason } from "../tri";
import type { CallerAtom } from "./callers";
import type { Truth } from "./effort";
import type { S3Action } from "./s3-actions";
import type { Values } from "./samples";
import { type Bits, both, type Holding, places } from "./sets";
import { type CallerPart, type KeyPart, reasonsFor, requestAt, type Space, sortOf } from "./space";
import { possible, type World, worldsFor } from "./worlds";

/** Which requests to look among, and for what. */
export type Question = {
  /** Whether what is looked for is so, given the statements that surely hold and those that may. */
  decide: (holding: Holding) => Truth;
  caller?: (atom: CallerAtom) => boolean;
  /** The only callers to look among. */
  callers?: readonly CallerPart[];
  action?: (action: S3Action) => boolean;
  resource?: (resource: string) => boolean;
  tls?: boolean;
  from?: World["from"];
  /** Values of keys: only requests that have these. */
  keep?: ReadonlyMap<string, (values: Values) => boolean>;
  /** Keys to show in a witness though no statement mentions them. */
  show?: ReadonlyMap<string, Values>;
};

export type Found =
  | { kind: "found"; request: Request; holding: Holding }
  | { kind: "none" }
  | { kind: "unknown"; why: readonly Reason[] };

/** Looks for a request in the space. Ends: each set of statements that can hold together is looked at once. */
export function find(space: Space, question: Question): Found {
  const search = new Search(space, question);
  const found = search.run();
  if (found) return { kind: "found", ...found };
  const why = [...search.unsure(), ...space.gaps];
  if (space.effort.spent) why.push({ what: "It would take too long to go through all requests.", row: null, at: null });
  return why.length > 0 ? { kind: "unknown", why: distinct(why) } : { kind: "none" };
}

/**
 * What requests of one sort of caller, for actions with the same keys, in one world have in common: by level, the values
 * a key can have, and what was looked at before: the statements that may hold, and of each set those that surely do.
 */
type Way = { parts: KeyPart["parts"][]; seen: Map<Bits, Set<Bits>>[] };

const newWay = (): Way => ({ parts: [], seen: [] });

type Head = { atom: CallerAtom; action: S3Action; resource: string; world: World };
type Witness = { request: Request; holding: Holding };

class Search {
  readonly #space: Space;
  readonly #question: Question;
  readonly #ways = new Map<string, Way>();
  readonly #gaps = new Set<Reason>();
  #unsure: Bits = 0n;
  #unsureAtAll = false;

  constructor(space: Space, question: Question) {
    this.#space = space;
    this.#question = question;
  }

  /** Statements for which it was not known whether they hold where that decides. */
  unsure(): Reason[] {
    const why = [...reasonsFor(this.#space, places(this.#unsure)), ...this.#gaps];
    if (why.length > 0 || !this.#unsureAtAll) return why;
    return [{ what: "What is asked for cannot be decided.", row: null, at: null }];
  }

  run(): Witness | undefined {
    const { actions, resources } = this.#space;
    const { caller, action, resource, callers = this.#space.callers } = this.#question;
    const seen = new Set<string>();
    for (const one of callers) {
      if (!this.#space.effort.spend(1)) return undefined;
      if (caller && !caller(one.atom)) continue;
      if (seen.has(one.alike)) continue;
      seen.add(one.alike);
      if (this.#never(one.holds)) continue;
      const worlds = worldsFor(this.#space, one.atom.caller, this.#question);
      for (const group of actions) {
        const named = action ? group.actions.find(action) : group.actions[0];
        if (!named) continue;
        const acting = both(one.holds, group.holds);
        if (this.#never(acting)) continue;
        let ways: Way[] | undefined;
        for (const target of resources) {
          if (target.on !== group.on || (resource && !resource(target.resource))) continue;
          if (!this.#space.effort.spend(4)) return undefined;
          const state = both(acting, target.holds);
          if (this.#never(state)) continue;
          ways ??= worlds.map((world) => this.#wayOf(one.atom, world, group.keys));
          for (const [index, world] of worlds.entries()) {
            const head = { atom: one.atom, action: named, resource: target.resource, world };
            const found = this.#descend(0, state, head, ways[index] ?? newWay(), null);
            if (found) return found;
          }
        }
      }
    }
    return undefined;
  }

  /** Whether what is looked for cannot be, whatever else is so. */
  #never({ may }: Holding): boolean {
    return this.#question.decide({ may, must: 0n }) === false;
  }

  #wayOf(atom: CallerAtom, world: World, keys: string): Way {
    const name = `${sortOf(atom.caller)} ${world.from} ${world.tls} ${keys}`;
    const before = this.#ways.get(name);
    if (before) return before;
    const way = newWay();
    this.#ways.set(name, way);
    return way;
  }

  #descend(level: number, state: Holding, head: Head, way: Way, chosen: Chosen | null): Witness | undefined {
    const { keys, effort } = this.#space;
    if (wasSeen((way.seen[level] ??= new Map()), state)) return undefined;
    if (!effort.spend(16)) return undefined;
    const now = { may: state.may, must: state.must & (this.#space.settled[level] ?? 0n) };
    const truth = this.#question.decide(now);
    if (truth === false) return undefined;
    const key = keys[level];
    if (truth === true || !key) {
      if (!this.#canGoOn(level, head, way)) return undefined;
      if (truth === true) return { request: this.#request(head, level, way, chosen), holding: state };
      const open = state.may & ~state.must;
      this.#unsure |= open;
      if (open === 0n) this.#unsureAtAll = true;
      return undefined;
    }
    if (key.gap && (key.on & state.may) !== 0n) this.#gaps.add(key.gap);
    for (const part of this.#partsAt(level, head, way)) {
      const next = both(state, part.holds);
      const found = this.#descend(level + 1, next, head, way, { key: key.key, values: part.values, before: chosen });
      if (found) return found;
    }
    return undefined;
  }

  /** Whether a request of this kind can have the values that are asked for. */
  #canGoOn(from: number, head: Head, way: Way): boolean {
    for (let level = from; level < this.#space.keys.length; level++) {
      if (this.#partsAt(level, head, way).length === 0) return false;
    }
    return true;
  }

  #partsAt(level: number, head: Head, way: Way): KeyPart["parts"] {
    const before = way.parts[level];
    if (before) return before;
    const { key, parts } = this.#space.keys[level] ?? nothing;
    const keep = this.#question.keep?.get(key);
    const { caller } = head.atom;
    const kept = parts.filter(
      ({ values }) =>
        possible(key, values, caller, head.action.name, head.world) && (keep === undefined || keep(values)),
    );
    way.parts[level] = kept;
    return kept;
  }

  #request(head: Head, from: number, way: Way, chosen: Chosen | null): Request {
    const context = new Map<string, Values>([["aws:securetransport", [String(head.world.tls)]]]);
    for (const [key, values] of this.#question.show ?? []) context.set(key, values);
    for (let one = chosen; one; one = one.before) context.set(one.key, one.values);
    // What is left decides nothing: any value a request can have will do.
    for (const [level, { key }] of this.#space.keys.entries()) {
      const [part] = level < from ? [] : this.#partsAt(level, head, way);
      if (part) context.set(key, part.values);
    }
    return requestAt(this.#space, head.atom.caller, head.atom.orgPaths, head.action.name, head.resource, context);
  }
}

const nothing = { key: "", parts: [] };

/** Whether a state is among those; it is from then on. */
function wasSeen(states: Map<Bits, Set<Bits>>, { may, must }: Holding): boolean {
  const sure = states.get(may);
  if (sure?.has(must)) return true;
  if (sure) sure.add(must);
  else states.set(may, new Set([must]));
  return false;
}

type Chosen = { key: string; values: Values; before: Chosen | null };

export const distinct = (why: readonly Reason[]): Reason[] => [
  ...new Map(why.map((reason) => [`${reason.at} ${reason.what}`, reason])).values(),
];
