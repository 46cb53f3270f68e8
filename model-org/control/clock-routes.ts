import { z } from "zod";
import type { Past } from "../past/past";
import { Refused } from "../refused";
import type { Route } from "./route";
import type { Stage } from "./stage";

const Day = z.object({ day: z.int({ error: "Say which day, as a whole number." }) });

/** Where the past has come to; a day given lives up to its end. */
export const clockRoutes: readonly Route[] = [
  { method: "GET", path: "/clock", says: "where the past has come to", answer: (stage) => pastOf(stage).status },
  {
    method: "POST",
    path: "/clock",
    says: "lives up to the evening of a day: {day}",
    async answer(stage, { given }) {
      const past = pastOf(stage);
      const events = await past.liveUntil(Day.parse(given).day);
      return { ...past.status, events };
    },
  },
];

function pastOf({ past }: Stage): Past {
  if (!past) throw new Refused(404, "This model organization has no past: start it with --days.");
  return past;
}
