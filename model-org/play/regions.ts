import type { Faults } from "../faults/faults";

/** What breaks with a region: S3 on both its ports. Signing in goes on, so that the rest of an account is still seen. */
const services = ["S3", "S3Control"];

const idOf = (region: string): string => `play-${region}`;

/** Cuts every connection to S3 in a region until it is mended. */
export function breakRegion(faults: Faults, region: string): void {
  faults.add({ id: idOf(region), service: services, region, effect: { kind: "outage" } });
}

/** @returns whether it was broken */
export const mendRegion = (faults: Faults, region: string): boolean => faults.remove(idOf(region));

export const isBroken = (faults: Faults, region: string): boolean =>
  faults.list().some(({ id }) => id === idOf(region));
