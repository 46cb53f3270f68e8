/** What kind of refusal or failure it is: drivers turn it into a status, an exit code or a notice. */
export type AppErrorCode =
  | "invalid"
  | "not_found"
  | "not_allowed"
  | "signed_out"
  | "conflict"
  | "stale"
  | "unavailable";

/** An error a person can act on: its message is a sentence that may be shown as it is, and holds no secret. */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: AppErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** @returns whether an error may be told to the person who caused it */
export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/** @returns the message of anything that was thrown */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
