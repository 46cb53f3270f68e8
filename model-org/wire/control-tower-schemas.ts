/**
 * Control Tower as a generated client would declare it, as far as the model goes: the one client that can be installed is
 * of another generation, and exports no schemas.
 * https://docs.aws.amazon.com/controltower/latest/APIReference/API_Operations.html
 */
const namespace = "com.amazonaws.controltower";

type Traits = Readonly<Record<string, unknown>> | 0;
type Ref = number | readonly [() => unknown, Traits] | (() => unknown);

const struct = (name: string, members: Readonly<Record<string, Ref>>, required = 0) => [
  3,
  namespace,
  name,
  0,
  Object.keys(members),
  Object.values(members),
  required,
];

const list = (name: string, member: Ref) => [1, namespace, name, 0, member];

const operation = (name: string, path: string, input: () => unknown, output: () => unknown) => [
  9,
  namespace,
  name,
  { http: ["POST", path, 200] },
  input,
  output,
];

const failure = (name: string, httpError: number, error: "client" | "server" = "client") => [
  -3,
  namespace,
  name,
  { error, httpError },
  ["message"],
  [0],
  1,
];

const text = 0;
const number = 1;
const flag = 2;
const dateTime = 5;
const anything = 15;
const map = 128;

const LandingZoneSummary$ = struct("LandingZoneSummary", { arn: text });
const LandingZones$ = list("LandingZoneSummaries", () => LandingZoneSummary$);
const Texts$ = list("Strings", text);
const LandingZoneDrift$ = struct("LandingZoneDriftStatusSummary", { status: text });
const LandingZone$ = struct(
  "LandingZoneDetail",
  {
    version: text,
    manifest: anything,
    remediationTypes: () => Texts$,
    arn: text,
    status: text,
    latestAvailableVersion: text,
    driftStatus: () => LandingZoneDrift$,
  },
  2,
);
const Enablement$ = struct("EnablementStatusSummary", { status: text, lastOperationIdentifier: text });
const Drift$ = struct("DriftStatusSummary", { driftStatus: text });
const EnabledControl$ = struct("EnabledControlSummary", {
  arn: text,
  controlIdentifier: text,
  targetIdentifier: text,
  statusSummary: () => Enablement$,
  driftStatusSummary: () => Drift$,
  parentIdentifier: text,
});
const EnabledControls$ = list("EnabledControls", () => EnabledControl$);
const Filter$ = struct("EnabledControlFilter", {
  controlIdentifiers: () => Texts$,
  statuses: () => Texts$,
  driftStatuses: () => Texts$,
});
const Parameter$ = struct("EnabledControlParameter", { key: text, value: anything }, 2);
const Parameters$ = list("EnabledControlParameters", () => Parameter$);
const ControlOperation$ = struct("ControlOperation", {
  operationType: text,
  startTime: dateTime,
  endTime: dateTime,
  status: text,
  statusMessage: text,
  operationIdentifier: text,
  controlIdentifier: text,
  targetIdentifier: text,
  enabledControlIdentifier: text,
});

const ListLandingZonesInput$ = struct("ListLandingZonesInput", { nextToken: text, maxResults: number });
const ListLandingZonesOutput$ = struct(
  "ListLandingZonesOutput",
  { landingZones: () => LandingZones$, nextToken: text },
  1,
);
const GetLandingZoneInput$ = struct("GetLandingZoneInput", { landingZoneIdentifier: text }, 1);
const GetLandingZoneOutput$ = struct("GetLandingZoneOutput", { landingZone: () => LandingZone$ }, 1);
const ResetLandingZoneInput$ = struct("ResetLandingZoneInput", { landingZoneIdentifier: text }, 1);
const OperationOutput$ = struct("ResetLandingZoneOutput", { operationIdentifier: text }, 1);
const ListEnabledControlsInput$ = struct("ListEnabledControlsInput", {
  targetIdentifier: text,
  nextToken: text,
  maxResults: number,
  filter: () => Filter$,
  includeChildren: flag,
});
const ListEnabledControlsOutput$ = struct(
  "ListEnabledControlsOutput",
  { enabledControls: () => EnabledControls$, nextToken: text },
  1,
);
const EnableControlInput$ = struct(
  "EnableControlInput",
  { controlIdentifier: text, targetIdentifier: text, tags: map + text, parameters: () => Parameters$ },
  2,
);
const EnableControlOutput$ = struct("EnableControlOutput", { operationIdentifier: text, arn: text }, 1);
const GetControlOperationInput$ = struct("GetControlOperationInput", { operationIdentifier: text }, 1);
const GetControlOperationOutput$ = struct(
  "GetControlOperationOutput",
  { controlOperation: () => ControlOperation$ },
  1,
);

export const ListLandingZones$ = operation(
  "ListLandingZones",
  "/list-landingzones",
  () => ListLandingZonesInput$,
  () => ListLandingZonesOutput$,
);
export const GetLandingZone$ = operation(
  "GetLandingZone",
  "/get-landingzone",
  () => GetLandingZoneInput$,
  () => GetLandingZoneOutput$,
);
export const ResetLandingZone$ = operation(
  "ResetLandingZone",
  "/reset-landingzone",
  () => ResetLandingZoneInput$,
  () => OperationOutput$,
);
export const ListEnabledControls$ = operation(
  "ListEnabledControls",
  "/list-enabled-controls",
  () => ListEnabledControlsInput$,
  () => ListEnabledControlsOutput$,
);
export const EnableControl$ = operation(
  "EnableControl",
  "/enable-control",
  () => EnableControlInput$,
  () => EnableControlOutput$,
);
export const GetControlOperation$ = operation(
  "GetControlOperation",
  "/get-control-operation",
  () => GetControlOperationInput$,
  () => GetControlOperationOutput$,
);

export const AccessDeniedException$ = failure("AccessDeniedException", 403);
export const ConflictException$ = failure("ConflictException", 409);
export const InternalServerException$ = failure("InternalServerException", 500, "server");
export const ResourceNotFoundException$ = failure("ResourceNotFoundException", 404);
export const ThrottlingException$ = failure("ThrottlingException", 429);
export const ValidationException$ = failure("ValidationException", 400);
