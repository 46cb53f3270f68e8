import { AccountClient } from "@aws-sdk/client-account";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import { partitionOf } from "@/lib/model/resource";
import { type Environment, environment } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { Limiter } from "./limiter";
import { Transport } from "./transport";

type Common = {
  requestHandler: Transport;
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  maxAttempts: number;
  retryMode: "standard";
};

/** Who the hub is: the caller's account and partition. */
export type Caller = { accountId: string; partition: string; arn: string };

/** What narrows the session in a member account: a remediation asks for one resource and its actions. */
export type SessionOptions = { role: string; sessionName: string; sourceIdentity?: string; policy?: string };

/** An account one can call in: its clients by region, its limiter. */
export type MemberSession = {
  accountId: string;
  partition: string;
  limiter: Limiter;
  s3(region: string): S3Client;
  s3control(region: string): S3ControlClient;
  account(): AccountClient;
};

/** The region global services are asked in, and where a session begins. */
const homeRegions: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/**
 * The one factory of AWS clients. In the model world every request goes to the model organization and no credentials
 * of the machine are used; with BREAKWATER_AWS=real the SDK's default chain signs.
 */
export class Aws {
  readonly #environment: Environment;
  readonly #transport: Transport;
  readonly #members = new Map<string, Promise<MemberSession>>();
  #caller: Promise<Caller> | undefined;

  constructor(env: Environment = environment()) {
    this.#environment = env;
    const target = env.aws === "model" ? env.modelUrl : env.awsEndpoint;
    if (env.aws === "model" && target === undefined) {
      throw new AppError("invalid", "The model organization's address is missing: set BREAKWATER_MODEL_URL.");
    }
    this.#transport = new Transport(target === undefined ? undefined : { url: target });
  }

  #common(credentials: Common["credentials"] = this.#hubCredentials()): Common {
    return {
      requestHandler: this.#transport,
      maxAttempts: 5,
      retryMode: "standard",
      ...(credentials ? { credentials } : {}),
    };
  }

  /** In the model world the key the model organization handed out; in the real one the SDK's chain. */
  #hubCredentials(): AwsCredentialIdentity | undefined {
    if (this.#environment.aws === "real") return undefined;
    return { accessKeyId: this.#environment.modelKey ?? "model", secretAccessKey: "model" };
  }

  /** @returns who this process is to AWS */
  caller(): Promise<Caller> {
    this.#caller ??= (async () => {
      const sts = new STSClient({ ...this.#common(), region: this.#startRegion() });
      const { Account: accountId, Arn: arn } = await sts.send(new GetCallerIdentityCommand({}));
      if (!accountId || !arn) throw new AppError("unavailable", "AWS did not say whose credentials these are.");
      return { accountId, arn, partition: partitionOf(arn) };
    })();
    this.#caller.catch(() => {
      this.#caller = undefined;
    });
    return this.#caller;
  }

  #startRegion(): string {
    return this.#environment.region ?? "us-east-1";
  }

  /** The region global services of the caller's partition answer in. */
  async homeRegion(): Promise<string> {
    return homeRegions[(await this.caller()).partition] ?? this.#startRegion();
  }

  /** @returns a client for Organizations: as the role of BREAKWATER_ORGANIZATION_ROLE_ARN, or as the caller */
  async organizations(): Promise<OrganizationsClient> {
    const arn = this.#environment.organizationRoleArn;
    const credentials = arn ? this.#assume(arn, { sessionName: "breakwater-discovery" }) : undefined;
    return new OrganizationsClient({ ...this.#common(credentials), region: await this.homeRegion() });
  }

  /** @returns a client for queues of the hub's own account, as the caller */
  sqs(region: string): SQSClient {
    // The connection says already that a body is what was sent.
    return new SQSClient({ ...this.#common(), region, md5: false });
  }

  /**
   * @returns a session in a member account, signed in to at once
   * @throws what AssumeRole answers, when the role is not there or does not trust the hub
   */
  async member(accountId: string, options: Partial<SessionOptions> = {}): Promise<MemberSession> {
    const narrowed = options.policy !== undefined || options.sourceIdentity !== undefined;
    const known = narrowed ? undefined : this.#members.get(accountId);
    if (known) return known;
    const opening = this.#openMember(accountId, {
      role: options.role ?? this.#environment.readRole,
      sessionName: options.sessionName ?? "breakwater-scan",
      ...options,
    });
    if (!narrowed) {
      this.#members.set(accountId, opening);
      opening.catch(() => this.#members.delete(accountId));
    }
    return opening;
  }

  /** Forgets a session, so that the next one signs in anew: a role may have gone since. */
  forget(accountId: string): void {
    this.#members.delete(accountId);
  }

  async #openMember(accountId: string, options: SessionOptions): Promise<MemberSession> {
    const { partition, accountId: own } = await this.caller();
    const { role, ...session } = options;
    let credentials: AwsCredentialIdentityProvider | undefined = this.#assume(
      `arn:${partition}:iam::${accountId}:role/${role}`,
      session,
    );
    try {
      await credentials();
    } catch (error) {
      // The hub's own account may be read with the hub's own credentials: a StackSet leaves the management account out.
      if (accountId !== own) throw error;
      credentials = undefined;
    }
    const common = this.#common(credentials);
    const home = await this.homeRegion();
    const s3 = new Map<string, S3Client>();
    const s3control = new Map<string, S3ControlClient>();
    const kept = <T>(clients: Map<string, T>, region: string, make: () => T): T => {
      let client = clients.get(region);
      if (!client) clients.set(region, (client = make()));
      return client;
    };
    const forcePathStyle = this.#environment.awsEndpoint !== undefined && this.#environment.awsPathStyle;
    return {
      accountId,
      partition,
      limiter: new Limiter(),
      s3: (region) =>
        kept(s3, region, () => new S3Client({ ...common, region, followRegionRedirects: true, forcePathStyle })),
      s3control: (region) => kept(s3control, region, () => new S3ControlClient({ ...common, region })),
      account: () => new AccountClient({ ...common, region: home }),
    };
  }

  /** Credentials for a role, renewed five minutes before they end. */
  #assume(arn: string, session: Omit<SessionOptions, "role">): AwsCredentialIdentityProvider {
    let current: AwsCredentialIdentity | undefined;
    return async () => {
      const soon = Date.now() + 5 * 60_000;
      if (current?.expiration && current.expiration.getTime() > soon) return current;
      const sts = new STSClient({ ...this.#common(), region: this.#startRegion() });
      const { Credentials: given } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: arn,
          RoleSessionName: session.sessionName,
          ExternalId: this.#environment.externalId,
          ...(session.sourceIdentity ? { SourceIdentity: session.sourceIdentity } : {}),
          ...(session.policy ? { Policy: session.policy } : {}),
        }),
      );
      if (!given?.AccessKeyId || !given.SecretAccessKey)
        throw new AppError("unavailable", `${arn} gave no credentials.`);
      current = {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        ...(given.SessionToken ? { sessionToken: given.SessionToken } : {}),
        ...(given.Expiration ? { expiration: given.Expiration } : {}),
      };
      return current;
    };
  }
}
