import { connect } from "@/lib/platform/database";
import { forgetEnvironment } from "@/lib/platform/env";
import { type ModelOrgOptions, type RunningModelOrg, startModelOrg } from "@/model-org/start-model-org";
import { createTestDatabase, type TestDatabase } from "./database";

/** A model organization and a database of a test's own, which the environment of this process and its children names. */
export type ModelWorld = { model: RunningModelOrg; database: TestDatabase };

/** @param log what the log says, from `debug` to `silent` */
export async function startModelWorld(options: ModelOrgOptions, log: string): Promise<ModelWorld> {
  const model = await startModelOrg({ accounts: 40, buckets: 120, ...options });
  const database = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    BREAKWATER_AWS: "model",
    BREAKWATER_MODEL_URL: model.url,
    BREAKWATER_MODEL_CONTROL_URL: model.controlUrl,
    BREAKWATER_MODEL_SEED: model.seed,
    BREAKWATER_MODEL_KEY: model.roles.reader.accessKeyId,
    BREAKWATER_LOG: log,
  });
  forgetEnvironment();
  await connect();
  return { model, database };
}
