import { request } from "node:http";
import { text } from "node:stream/consumers";

export type Raw = {
  method?: string;
  /** A path, or a whole address as through a proxy. */
  path?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
};

export type RawAnswer = { status: number; headers: Readonly<Record<string, unknown>>; body: string };

/** @returns the header that says who calls which service; the model does not verify signatures */
export const signedFor = (signingName: string, region = "eu-west-1"): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/${region}/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** Sends a request exactly as written: what other clients than the JavaScript SDK send. */
export function send(
  server: string,
  { method = "POST", path = "/", headers = {}, body = "" }: Raw,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(server);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { ...headers } }, (response) => {
      text(response).then(
        (said) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said }),
        reject,
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
