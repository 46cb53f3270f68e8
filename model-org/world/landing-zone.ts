import type { Kind, Place } from "./records";
import type { World } from "./world";

/** The landing zone of Control Tower. */
export type LandingZone = {
  id: string;
  version: string;
  latest: string;
  drifted: boolean;
  /** When somebody last reset it. */
  resetAt: string | null;
};

/** A control Control Tower holds an OU to. */
export type EnabledControl = {
  id: string;
  control: string;
  ouId: string;
  drifted: boolean;
  /** The operation that enabled it, where a call did. */
  operation: { id: string; startedAt: string } | null;
};

/** How long Control Tower takes to enable a control or to reset. */
export const operationMs = 5_000;

/** Where the landing zone lives: the management account, in the first region. */
export const landingZoneHome = (world: World): string => world.regions[0] ?? world.homeRegion;

const isHome = ({ world, account, region }: Place): boolean =>
  world.partition === "aws" && account.id === world.managementAccountId && region === landingZoneHome(world);

/** Drifted: a closed account was moved to Suspended past Control Tower. Outside of the commercial partition there is none. */
export const landingZones: Kind<LandingZone> = {
  name: "landing-zone",
  id: ({ id }) => id,
  derive(place) {
    if (!isHome(place) || place.world.tree.accounts.length < 4) return [];
    const id = place.world.random.hex(16, "landing-zone").toUpperCase();
    return [{ id, version: "3.3", latest: "4.0", drifted: true, resetAt: null }];
  },
};

const publicRead = "AWS-GR_S3_BUCKET_PUBLIC_READ_PROHIBITED";
const publicWrite = "AWS-GR_S3_BUCKET_PUBLIC_WRITE_PROHIBITED";
const accountBlock = "AWS-GR_S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC";
const versioning = "AWS-GR_S3_VERSIONING_ENABLED";

/** OUs Control Tower governs, and what it holds them to. The web hosting OU was never registered. */
const governed: Readonly<Record<string, readonly string[]>> = {
  Security: ["AWS-GR_AUDIT_BUCKET_POLICY_CHANGES_PROHIBITED", publicRead, publicWrite, accountBlock, versioning],
  Infrastructure: [publicRead, publicWrite, accountBlock, versioning],
  Prod: [publicRead, publicWrite, accountBlock, versioning],
  Dev: [publicRead, publicWrite],
  Sandbox: [],
};

/** Controls by OU: all of S3's, some, or none; one drifted since somebody changed its policy by hand. */
export const enabledControls: Kind<EnabledControl> = {
  name: "enabled-control",
  id: ({ ouId, control }) => `${ouId}/${control}`,
  derive(place) {
    const { world } = place;
    if (!isHome(place)) return [];
    return world.tree.ous.flatMap((ou) =>
      (governed[ou.name] ?? []).map((control) => ({
        id: world.random.hex(16, "enabled-control", ou.id, control).toUpperCase(),
        control,
        ouId: ou.id,
        drifted: ou.name === "Prod" && control === publicWrite,
        operation: null,
      })),
    );
  },
};

/** @returns whether Control Tower knows the OU */
export const isGoverned = (world: World, ouId: string): boolean => (world.ou(ouId)?.name ?? "") in governed;
