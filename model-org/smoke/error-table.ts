import type { World } from "../world/world";
import { backupErrors } from "./error-table-backup";
import { configErrors } from "./error-table-config";
import { deniedErrors } from "./error-table-denied";
import { edgeErrors } from "./error-table-edges";
import { guardErrors } from "./error-table-guards";
import { identityErrors } from "./error-table-identity";
import { inventoryErrors } from "./error-table-inventory";
import { keyErrors } from "./error-table-keys";
import { organizationErrors } from "./error-table-organization";
import { regionErrors } from "./error-table-regions";
import { type DocumentedError, placesOf } from "./error-table-rows";
import { s3Errors } from "./error-table-s3";
import { s3ControlErrors } from "./error-table-s3-control";
import { s3CommonErrors } from "./error-table-s3-reads";
import { s3StateErrors } from "./error-table-s3-states";
import { s3WriteErrors } from "./error-table-s3-writes";
import { signalErrors } from "./error-table-signals";
import { storageErrors } from "./error-table-storage";
import { trailErrors } from "./error-table-trails";

const tables = [
  s3Errors,
  s3CommonErrors,
  s3WriteErrors,
  s3StateErrors,
  s3ControlErrors,
  storageErrors,
  edgeErrors,
  guardErrors,
  trailErrors,
  configErrors,
  signalErrors,
  identityErrors,
  organizationErrors,
  keyErrors,
  inventoryErrors,
  backupErrors,
  deniedErrors,
  regionErrors,
] as const;

/**
 * @returns the errors of the reads controls judge by, and of the writes that mend what they find: not configured, not
 * enabled, no such thing, denied, the wrong region, refused
 */
export function documentedErrors(world: World): DocumentedError[] {
  const places = placesOf(world);
  return tables.flatMap((errors) => errors(places));
}
