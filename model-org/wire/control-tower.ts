import {
  AccountClient,
  type AccountClientConfig,
  type AccountClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-account";
import { type CommandImpl, makeBuilder, ServiceException } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import { TypeRegistry } from "@smithy/core/schema";
import type { MetadataBearer } from "@smithy/types";
import * as schemas from "./control-tower-schemas";

type Texts = readonly string[];

export type EnabledControl = {
  arn?: string;
  controlIdentifier?: string;
  targetIdentifier?: string;
  statusSummary?: { status?: "SUCCEEDED" | "FAILED" | "UNDER_CHANGE"; lastOperationIdentifier?: string };
  driftStatusSummary?: { driftStatus?: "DRIFTED" | "IN_SYNC" | "NOT_CHECKING" | "UNKNOWN" };
  parentIdentifier?: string;
};

export type LandingZone = {
  version: string;
  manifest: unknown;
  remediationTypes?: Texts;
  arn?: string;
  status?: "ACTIVE" | "PROCESSING" | "FAILED";
  latestAvailableVersion?: string;
  driftStatus?: { status?: "DRIFTED" | "IN_SYNC" };
};

type Page = { nextToken?: string | undefined; maxResults?: number | undefined };

/** What each operation takes and answers. */
export type Shapes = {
  ListLandingZones: [Page, { landingZones: { arn?: string }[]; nextToken?: string | undefined }];
  GetLandingZone: [{ landingZoneIdentifier: string | undefined }, { landingZone: LandingZone }];
  ResetLandingZone: [{ landingZoneIdentifier: string | undefined }, { operationIdentifier: string }];
  ListEnabledControls: [
    Page & {
      targetIdentifier?: string | undefined;
      filter?: { controlIdentifiers?: Texts; statuses?: Texts; driftStatuses?: Texts } | undefined;
      includeChildren?: boolean | undefined;
    },
    { enabledControls: EnabledControl[]; nextToken?: string | undefined },
  ];
  EnableControl: [
    {
      controlIdentifier: string | undefined;
      targetIdentifier: string | undefined;
      tags?: Readonly<Record<string, string>> | undefined;
      parameters?: readonly { key: string; value: unknown }[] | undefined;
    },
    { operationIdentifier: string; arn?: string },
  ];
  GetControlOperation: [
    { operationIdentifier: string | undefined },
    {
      controlOperation: {
        operationType?: "ENABLE_CONTROL";
        startTime?: Date;
        endTime?: Date;
        status?: "SUCCEEDED" | "FAILED" | "IN_PROGRESS";
        statusMessage?: string;
        operationIdentifier?: string;
        controlIdentifier?: string;
        targetIdentifier?: string;
        enabledControlIdentifier?: string;
      };
    },
  ];
};

type Sent<O extends keyof Shapes> = new (
  input: Shapes[O][0],
) => CommandImpl<
  Shapes[O][0] & object,
  Shapes[O][1] & MetadataBearer,
  AccountClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

// Account Management speaks the same protocol: its client carries these commands, to another host, signed for another service.
const parameters = {
  UseFIPS: { type: "builtInParams", name: "useFipsEndpoint" },
  UseDualStack: { type: "builtInParams", name: "useDualstackEndpoint" },
  Endpoint: { type: "builtInParams", name: "endpoint" },
  Region: { type: "builtInParams", name: "region" },
} as const;
const command = makeBuilder(parameters, "ControlTower", "ControlTowerClient", getEndpointPlugin);
const commandOf = <O extends keyof Shapes>(name: O, schema: unknown): Sent<O> =>
  command({}, () => [], name, schema as never) as unknown as Sent<O>;

export const ListLandingZonesCommand = commandOf("ListLandingZones", schemas.ListLandingZones$);
export const GetLandingZoneCommand = commandOf("GetLandingZone", schemas.GetLandingZone$);
export const ResetLandingZoneCommand = commandOf("ResetLandingZone", schemas.ResetLandingZone$);
export const ListEnabledControlsCommand = commandOf("ListEnabledControls", schemas.ListEnabledControls$);
export const EnableControlCommand = commandOf("EnableControl", schemas.EnableControl$);
export const GetControlOperationCommand = commandOf("GetControlOperation", schemas.GetControlOperation$);

const registry = new TypeRegistry("com.amazonaws.controltower");

/** An error of the service by the name of its schema. */
function errorOf(name: string) {
  return class extends ServiceException {
    constructor(options: { message?: string; $metadata: object }) {
      super({ name, $fault: name.startsWith("Internal") ? "server" : "client", ...options });
      Object.setPrototypeOf(this, new.target.prototype);
    }
  };
}

export const AccessDeniedException = errorOf("AccessDeniedException");
export const ConflictException = errorOf("ConflictException");
export const InternalServerException = errorOf("InternalServerException");
export const ResourceNotFoundException = errorOf("ResourceNotFoundException");
export const ThrottlingException = errorOf("ThrottlingException");
export const ValidationException = errorOf("ValidationException");

for (const [schema, of] of [
  [schemas.AccessDeniedException$, AccessDeniedException],
  [schemas.ConflictException$, ConflictException],
  [schemas.InternalServerException$, InternalServerException],
  [schemas.ResourceNotFoundException$, ResourceNotFoundException],
  [schemas.ThrottlingException$, ThrottlingException],
  [schemas.ValidationException$, ValidationException],
] as const) {
  registry.registerError(schema as never, of as never);
}

/** A client of Control Tower, made of what the other clients are made of. */
export class ControlTowerClient extends AccountClient {
  constructor(options: AccountClientConfig & { region: string }) {
    super({
      ...options,
      endpoint: `https://controltower.${options.region}.amazonaws.com`,
      serviceId: "ControlTower",
      signingName: "controltower",
      httpAuthSchemeProvider: () => [
        {
          schemeId: "aws.auth#sigv4",
          signingProperties: { name: "controltower", region: options.region },
          propertiesExtractor: (config: object, context: object) => ({ signingProperties: { config, context } }),
        },
      ],
      protocolSettings: { defaultNamespace: "com.amazonaws.controltower", errorTypeRegistries: [registry] },
    } as AccountClientConfig);
  }
}
