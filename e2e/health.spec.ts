import { get } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "./journey";

/** Asks as a browser would that was led here by another name: `fetch` does not let a Host be chosen. */
function asked(url: string, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
    }).on("error", reject);
  });
}

test.describe("whoever watches the process", () => {
  test("hears that it lives and is ready, without signing in", async ({ request, baseURL }) => {
    expect((await request.get(`${baseURL}/api/health/live`)).status()).toBe(200);
    const ready = await request.get(`${baseURL}/api/health/ready`);
    expect(ready.status()).toBe(200);
    expect(await ready.json()).toEqual({ ready: true });
  });

  test("gets measures over loopback, none outside without the token, and never a name of the organization", async ({
    baseURL,
  }) => {
    const { host } = new URL(baseURL ?? "");
    const { status, body } = await asked(`${baseURL}/api/metrics`, host);
    expect(status).toBe(200);
    expect(body).toMatch(/^breakwater_findings_open \d+$/m);
    expect(body).toMatch(/^breakwater_accounts 60$/m);
    expect(body).not.toMatch(/aldermoor|Workloads|\b\d{12}\b/);
    expect((await asked(`${baseURL}/api/metrics`, "breakwater.example")).status).toBe(401);
  });
});
