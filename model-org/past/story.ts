import type { World } from "../world/world";
import { campaignSteps } from "./campaigns";
import { incidentSteps } from "./incidents";
import { routine } from "./routine";
import type { Step } from "./step";
import { Telling } from "./telling";

/** How many days the story tells. */
export const storyDays = 90;

/**
 * A quarter at Aldermoor. Development blocks public access, production begins to log, the data lake turns bucket keys
 * on, access lists are retired, TLS is demanded; Northgate is acquired and brought up to the baseline. In between a demo
 * goes public, a script takes a role away, a module opens three buckets, a template turns keys off again.
 * What happens depends on the seed and on what the world is like by then.
 * @param day from 1
 * @returns what happens on a day, in the order of its hours
 */
export function stepsOf(world: World, day: number, date: Date): Step[] {
  const told = new Telling(world, day, date);
  return [...incidentSteps(told), ...campaignSteps(told), ...routine(told)].sort((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : 0,
  );
}
