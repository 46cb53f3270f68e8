import { buildWeb } from "@/scripts/build-web.mjs";

/** The production build, once for all tests that look at it or start it; none where it is built from these sources. */
export default async function setup(): Promise<void> {
  await buildWeb();
}
