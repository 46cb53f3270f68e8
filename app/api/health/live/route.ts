/** Whether the process answers at all. */
export const GET = (): Response => new Response("live\n", { headers: { "cache-control": "no-store" } });

export const dynamic = "force-dynamic";
