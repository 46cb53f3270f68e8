import type { Faults } from "../faults/faults";

/** What breaks with a region: S3 on both its ports. Signing in goes on, so that the rest of an account is still seen. */
const services = ["S3", "S3Control"] as const;

const idOf = (service: string, region: string): string => `play-${service}-${region}`;

/** Cuts every connection to S3 in a region until it is mended. */
export function breakRegion(faults: Faults, region: string): void {
  for (const service of services)
    faults.add({ id: idOf(service, region), service, region, effect: { kind: "hang-up" } });
}

export function mendRegion(faults: Faults, region: string): void {
  for (const service of services) faults.remove(idOf(service, region));
}

export const isBroken = (faults: Faults, region: string): boolean =>
  faults.list().some(({ id }) => id === idOf(services[0], region));
