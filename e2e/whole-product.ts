import { startProduct } from "@/testing/product";

/** Starts the product once for all journeys; their processes find it in the environment. @returns what ends it */
export default async function wholeProduct(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env["JOURNEY_URL"] = product.url;
  process.env["JOURNEY_MODEL_URL"] = product.modelUrl;
  process.env["JOURNEY_DIRECTORY"] = product.directory;
  return product.stop;
}
