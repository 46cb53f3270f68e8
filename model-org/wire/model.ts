import { NormalizedSchema } from "@smithy/core/schema";
import { bindingOf, type HttpTraits, type Member } from "./member";
import type { Protocol } from "./protocol";

/** A service as its SDK client declares it: the module's exported schemas say everything else. */
export type ServiceDefinition = {
  id: string;
  /** The service in a request's signature. */
  signingName: string;
  /** What the service's own client sends; others may send another. */
  protocol: Protocol;
  xmlns?: string;
  load(): Promise<Record<string, unknown>>;
};

export type ErrorShape = {
  name: string;
  /** The code and status of the query protocols where they differ. */
  query?: readonly [code: string, status: number];
  httpError?: number;
  fault: "client" | "server";
  schema: NormalizedSchema;
};

export type Service = Omit<ServiceDefinition, "load"> & {
  module: Record<string, unknown>;
  operations: Map<string, Operation>;
  /** By name, and by the code of the query protocols. */
  errors: Map<string, ErrorShape>;
  /** REST operations by method and whether they name a bucket. */
  byMethod: Map<string, Operation[]>;
};

type Tuple = readonly unknown[];

const isSchema = (value: unknown): value is Tuple =>
  Array.isArray(value) && value.length >= 5 && typeof value[0] === "number";

const kinds = { operation: 9, error: -3 } as const;

const loading = new WeakMap<ServiceDefinition, Promise<Service>>();

/** @returns a service with every operation its client knows, read from the client's own schemas on the first request */
export function loadService(definition: ServiceDefinition): Promise<Service> {
  let service = loading.get(definition);
  if (!service) {
    service = definition.load().then((module) => readService(definition, module));
    loading.set(definition, service);
    // What could not be imported may be there at the next request.
    service.catch(() => loading.delete(definition));
  }
  return service;
}

function readService({ load: _, ...definition }: ServiceDefinition, module: Record<string, unknown>): Service {
  const service: Service = { ...definition, module, operations: new Map(), errors: new Map(), byMethod: new Map() };
  for (const schema of Object.values(module)) {
    if (!isSchema(schema)) continue;
    if (schema[0] === kinds.operation) addOperation(service, schema);
    else if (schema[0] === kinds.error) addError(service, schema);
  }
  return service;
}

function addOperation(service: Service, schema: Tuple): void {
  const operation = new Operation(service, schema);
  service.operations.set(operation.name, operation);
  const key = `${operation.method} ${operation.bucketLabel}`;
  const others = service.byMethod.get(key);
  if (others) others.push(operation);
  else service.byMethod.set(key, [operation]);
}

function addError(service: Service, tuple: Tuple): void {
  const schema = NormalizedSchema.of(tuple as never);
  const { error, httpError, awsQueryError } = schema.getMergedTraits() as {
    error?: string;
    httpError?: number;
    awsQueryError?: readonly [string, number];
  };
  const name = String(tuple[2]);
  const shape: ErrorShape = { name, fault: error === "server" ? "server" : "client", schema };
  if (httpError !== undefined) shape.httpError = httpError;
  if (awsQueryError) shape.query = awsQueryError;
  service.errors.set(name, shape);
  if (awsQueryError && !service.errors.has(awsQueryError[0])) service.errors.set(awsQueryError[0], shape);
}

const deref = (ref: unknown): unknown => (typeof ref === "function" ? (ref as () => unknown)() : ref);

function pair(text: string): [string, string] {
  const [key = "", value = ""] = text.split("=");
  return [key, value];
}

/** An operation of a service. Its members are read when somebody first asks: EC2 alone has eight hundred operations. */
export class Operation {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  /** Query keys of the URI template, with the value they must have. */
  readonly literals: readonly (readonly [string, string])[];
  readonly status: number;
  /** S3's Bucket is placed by the endpoint rules, not the template: in the host or the first path segment. */
  readonly bucketLabel: boolean;
  readonly inputSchema: NormalizedSchema;
  readonly outputSchema: NormalizedSchema;
  readonly #inputRef: unknown;
  #input: readonly Member[] | undefined;
  #output: readonly Member[] | undefined;

  constructor(
    readonly service: Service,
    schema: Tuple,
  ) {
    const [, , name, traits, inputRef, outputRef] = schema as [number, string, string, unknown, unknown, unknown];
    const http = (typeof traits === "object" && traits !== null ? traits : {}) as { http?: [string, string, number] };
    const [method, uri, status] = http.http ?? ["POST", "/", 200];
    const [path = "/", query = ""] = uri.split("?");
    this.name = name;
    this.method = method;
    this.segments = path.split("/").filter(Boolean);
    this.literals = query === "" ? [] : query.split("&").map(pair);
    this.status = status;
    this.#inputRef = inputRef;
    this.inputSchema = NormalizedSchema.of(inputRef as never);
    this.outputSchema = NormalizedSchema.of(outputRef as never);
    this.bucketLabel =
      service.id === "S3" &&
      !uri.includes("{Bucket}") &&
      this.input.some(({ at, name: member }) => at === "label" && member === "Bucket");
  }

  get input(): readonly Member[] {
    // Generated schemas put required members first and store how many there are.
    this.#input ??= membersOf(this.inputSchema, "in", Number((deref(this.#inputRef) as Tuple)[6] ?? 0));
    return this.#input;
  }

  get output(): readonly Member[] {
    this.#output ??= membersOf(this.outputSchema, "out", 0);
    return this.#output;
  }
}

function membersOf(schema: NormalizedSchema, direction: "in" | "out", required: number): readonly Member[] {
  if (schema.isUnitSchema()) return [];
  return [...schema.structIterator()].map(([name, member], i): Member => {
    const [at, wire] = bindingOf(name, member.getMergedTraits() as HttpTraits, direction);
    return { name, schema: member, at, wire, required: i < required };
  });
}
