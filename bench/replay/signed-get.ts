import { createHash, createHmac } from "node:crypto";
import { Agent, request } from "node:http";

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const empty = sha256("");

/**
 * GetBucketVersioning with nothing around it: one signature, one request, one answer read whole.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signedGet(url: string, credentials: Credentials) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const keys = new Map<string, Buffer>();

  return (bucket: string, region: string, owner: string): Promise<string> => {
    const stamp = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
    const day = stamp.slice(0, 8);
    const scope = `${day}/${region}/s3/aws4_request`;
    let key = keys.get(scope);
    if (!key) {
      key = [region, "s3", "aws4_request"].reduce(hmac, hmac(`AWS4${credentials.secretAccessKey}`, day));
      keys.set(scope, key);
    }
    const headers: Record<string, string> = {
      host: `${bucket}.s3.${region}.amazonaws.com`,
      "x-amz-content-sha256": empty,
      "x-amz-date": stamp,
      "x-amz-expected-bucket-owner": owner,
      ...(credentials.sessionToken ? { "x-amz-security-token": credentials.sessionToken } : {}),
    };
    const signed = Object.keys(headers).join(";");
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const canonical = ["GET", "/", "versioning=", lines.join(""), signed, empty].join("\n");
    const signature = hmac(key, ["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n")).toString("hex");
    headers["authorization"] =
      `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, agent, path: "/?versioning", headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (text += part));
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`The request signed by hand was answered ${answer.statusCode}: ${text.slice(0, 300)}`));
        });
      });
      sent.on("error", reject);
      sent.end();
    });
  };
}
