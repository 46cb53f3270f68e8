import { NormalizedSchema } from "@smithy/core/schema";

/** The wire protocols of the services modelled here. */
export type Protocol = "restXml" | "restJson1" | "awsJson1_1" | "awsQuery";

/** A service as its SDK client declares it: the module's exported schemas say everything else. */
export type ServiceDefinition = {
  id: string;
  /** The service in a request's signature. */
  signingName: string;
  protocol: Protocol;
  xmlns?: string;
  module: Record<string, unknown>;
};

/** Where a member lives on the wire. */
export type Binding = "label" | "query" | "queryParams" | "header" | "prefixHeaders" | "payload" | "status" | "body";

export type Member = { name: string; schema: NormalizedSchema; at: Binding; wire: string; required: boolean };

export type Operation = {
  service: Service;
  name: string;
  method: string;
  segments: string[];
  /** Query keys of the URI template, with the value they must have. */
  literals: [string, string][];
  status: number;
  input: Member[];
  output: Member[];
  inputSchema: NormalizedSchema;
  outputSchema: NormalizedSchema;
  /** S3's Bucket is placed by the endpoint rules, not the template: in the host or the first path segment. */
  bucketLabel: boolean;
};

export type ErrorShape = { code: string; status: number; schema: NormalizedSchema };

export type Service = ServiceDefinition & {
  operations: Map<string, Operation>;
  errors: Map<string, ErrorShape>;
  /** REST operations by method and whether they name a bucket. */
  byMethod: Map<string, Operation[]>;
};

type Tuple = readonly unknown[];

const isSchema = (value: unknown): value is Tuple =>
  Array.isArray(value) && value.length >= 5 && typeof value[0] === "number";

const kinds = { operation: 9, error: -3 } as const;

/** @returns a service with every operation its client knows, read from the client's own schemas */
export function loadService(definition: ServiceDefinition): Service {
  const service: Service = { ...definition, operations: new Map(), errors: new Map(), byMethod: new Map() };
  for (const schema of Object.values(definition.module)) {
    if (!isSchema(schema)) continue;
    if (schema[0] === kinds.operation) addOperation(service, schema);
    else if (schema[0] === kinds.error) addError(service, schema);
  }
  return service;
}

function addOperation(service: Service, schema: Tuple): void {
  const [, , name, traits, inputRef, outputRef] = schema as [number, string, string, unknown, unknown, unknown];
  const http = (typeof traits === "object" && traits !== null ? traits : {}) as { http?: [string, string, number] };
  const [method, uri, status] = http.http ?? ["POST", "/", 200];
  const [path = "/", query = ""] = uri.split("?");
  const input = members(inputRef, "in");
  const output = members(outputRef, "out");
  const operation: Operation = {
    service,
    name,
    method,
    segments: path.split("/").filter(Boolean),
    literals: query === "" ? [] : query.split("&").map(pair),
    status,
    input: input.list,
    output: output.list,
    inputSchema: input.schema,
    outputSchema: output.schema,
    bucketLabel: input.list.some((m) => m.at === "label" && m.name === "Bucket" && !uri.includes("{Bucket}")),
  };
  service.operations.set(name, operation);
  const key = `${method} ${operation.bucketLabel}`;
  service.byMethod.set(key, [...(service.byMethod.get(key) ?? []), operation]);
}

function pair(text: string): [string, string] {
  const [key = "", value = ""] = text.split("=");
  return [key, value];
}

function addError(service: Service, tuple: Tuple): void {
  const schema = NormalizedSchema.of(tuple as never);
  const traits = schema.getMergedTraits() as {
    error?: string;
    httpError?: number;
    awsQueryError?: [string, number];
  };
  const name = String(tuple[2]);
  // awsJson1.1 answers 400 or 500, whatever the model's httpError says.
  const modelled = service.protocol === "awsJson1_1" ? undefined : traits.httpError;
  const status = traits.awsQueryError?.[1] ?? modelled ?? (traits.error === "server" ? 500 : 400);
  service.errors.set(name, { code: traits.awsQueryError?.[0] ?? name, status, schema });
}

const deref = (ref: unknown): unknown => (typeof ref === "function" ? (ref as () => unknown)() : ref);

function members(ref: unknown, direction: "in" | "out"): { schema: NormalizedSchema; list: Member[] } {
  const schema = NormalizedSchema.of(ref as never);
  if (schema.isUnitSchema()) return { schema, list: [] };
  // Generated schemas put required members first and store how many there are.
  const required = Number((deref(ref) as Tuple)[6] ?? 0);
  const list = [...schema.structIterator()].map(([name, member], i): Member => {
    const [at, wire] = bindingOf(name, member.getMergedTraits() as Traits, direction);
    return { name, schema: member, at, wire, required: i < required };
  });
  return { schema, list };
}

type Traits = {
  httpLabel?: unknown;
  httpQuery?: unknown;
  httpQueryParams?: unknown;
  httpHeader?: unknown;
  httpPrefixHeaders?: unknown;
  httpPayload?: unknown;
  httpResponseCode?: unknown;
};

function bindingOf(name: string, traits: Traits, direction: "in" | "out"): [Binding, string] {
  if (direction === "in" && traits.httpLabel) return ["label", name];
  if (direction === "in" && traits.httpQuery) return ["query", String(traits.httpQuery)];
  if (direction === "in" && traits.httpQueryParams) return ["queryParams", ""];
  if (traits.httpHeader) return ["header", String(traits.httpHeader).toLowerCase()];
  if (traits.httpPrefixHeaders) return ["prefixHeaders", String(traits.httpPrefixHeaders).toLowerCase()];
  if (traits.httpPayload) return ["payload", name];
  if (direction === "out" && traits.httpResponseCode) return ["status", name];
  return ["body", name];
}
