import { collectDefaultMetrics, Gauge, Registry } from "prom-client";

let registry: Registry | undefined;

/** The process's own measures: memory, event loop, handles. */
function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry, prefix: "breakwater_web_" });
  }
  return registry;
}

/** One measure: its name, what it says, and its values, by label where there are several. */
export type Measure = {
  name: string;
  help: string;
  values: readonly { value: number; labels?: Record<string, string> }[];
};

/** @returns the measures and those of the process as Prometheus reads them, and their media type */
export async function renderMetrics(measures: readonly Measure[]): Promise<{ text: string; mediaType: string }> {
  const own = new Registry();
  for (const { name, help, values } of measures) {
    const gauge = new Gauge({
      name: `breakwater_${name}`,
      help,
      labelNames: Object.keys(values[0]?.labels ?? {}),
      registers: [own],
    });
    for (const { value, labels } of values) gauge.set(labels ?? {}, value);
  }
  const all = Registry.merge([own, processMetrics()]);
  return { text: await all.metrics(), mediaType: all.contentType };
}
