import { formatCount } from "@/components/format/format-count";

/** The end of a reading where something could not be judged; empty where everything was. */
export const ofUnknown = (n: number): string => (n === 0 ? "" : ` ${formatCount(n)} cannot be judged.`);

export const tooLittle = "Too little is in sight: less than half could be judged.";
