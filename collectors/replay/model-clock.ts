import { z } from "zod";
import { AppError } from "@/lib/platform/errors";

const Clock = z.object({ first: z.iso.date(), day: z.int().min(0), days: z.int().min(0), at: z.iso.datetime() });
const Lived = Clock.extend({ events: z.int().min(0) });

/** Where the model organization's past is: the date of its first day, the last it lived, and how many there are. */
export type ModelTime = { first: string; day: number; days: number; at: Date };

/** The clock of the model organization, over its control API: the only thing it is told that AWS is not. */
export class ModelClock {
  constructor(private readonly url: string) {}

  /** @returns what time it is there; undefined for a model organization without a past */
  async read(): Promise<ModelTime | undefined> {
    const answer = await this.#ask("GET", undefined);
    return answer === undefined ? undefined : timeOf(Clock.parse(answer));
  }

  /** Lives up to the end of a day; one that is lived already has its last day's events delivered again. */
  async live(day: number): Promise<ModelTime & { events: number }> {
    const lived = Lived.parse(await this.#ask("POST", { day }));
    return { ...timeOf(lived), events: lived.events };
  }

  async #ask(method: "GET" | "POST", body: unknown): Promise<unknown> {
    const response = await fetch(new URL("/clock", this.url), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) {
      throw new AppError("unavailable", `The model organization's clock answered ${response.status}.`);
    }
    return response.json();
  }
}

const timeOf = ({ first, day, days, at }: z.infer<typeof Clock>): ModelTime => ({ first, day, days, at: new Date(at) });
