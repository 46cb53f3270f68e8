import { type OrganizationMeasures, organizationMeasures } from "@/lib/data/measures";
import { now } from "@/lib/platform/clock";

/** Counts of the whole deployment, for those who run it: no account, unit or bucket is named. */
export const measurePosture = (): Promise<OrganizationMeasures> => organizationMeasures(now());
