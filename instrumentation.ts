/** Next calls this once before the first request: a web process that may not run says why and ends. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces it when building, and builds nothing for another runtime then
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { startWeb } = await import("@/lib/platform/start-web");
  await startWeb();
}
