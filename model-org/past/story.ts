import type { World } from "../world/world";
import type { Step } from "./step";

/** How many days the story tells. */
export const storyDays = 90;

/** @returns what happens on a day of the story, from 1, in the order of its hours */
export function stepsOf(_world: World, _day: number): Step[] {
  return [];
}
