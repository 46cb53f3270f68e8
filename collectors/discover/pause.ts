import { environment } from "@/lib/platform/env";

/** @returns milliseconds to wait between calls to Organizations: its quota is the whole organization's */
export const pauseMs = (): number => (environment().aws === "real" && !environment().awsEndpoint ? 120 : 0);
