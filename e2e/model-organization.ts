import type { FaultInput } from "@/model-org/faults/fault";
import type { Bucket } from "@/model-org/world/configuration";

/** What the organization itself says, past every page: asked and changed through its control API. */
export type ModelOrganization = {
  /** @returns the bucket as it is configured now */
  bucket(name: string): Promise<Bucket>;
  /** Changes a bucket behind the product's back. */
  changeBucket(name: string, change: Partial<Bucket>): Promise<void>;
  /** Makes calls fail or take their time. @returns what it is taken away by */
  addFault(fault: FaultInput): Promise<string>;
  removeFault(id: string): Promise<void>;
};

/** @param url the control API's address */
export function modelOrganization(url: string): ModelOrganization {
  const ask = async (method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    // Safe: the control API answers with the world's own bucket.
    bucket: async (name) => (await ask("GET", `/buckets/${name}`)) as Bucket,
    addFault: async (fault) => ((await ask("POST", "/faults", fault)) as { id: string }).id,
    removeFault: async (id) => void (await ask("DELETE", `/faults/${id}`)),
    changeBucket: async (name, change) => void (await ask("POST", `/buckets/${name}`, change)),
  };
}
