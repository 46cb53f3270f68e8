/** Next calls this once before the first request: a web process that may not run says why and ends. */
export async function register(): Promise<void> {
  const { startWeb } = await import("@/lib/platform/start-web");
  await startWeb();
}
