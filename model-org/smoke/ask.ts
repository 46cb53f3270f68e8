import { services } from "../wire/services";

/** What a client is made with. */
export type Options = { region: string; credentials: object; requestHandler: object };

type Client = { send(command: object): Promise<object> };
type Made<T> = new (input: object) => T;

/** Calls an operation by its name, with the service's real client. It tries once. */
export async function ask(
  serviceId: string,
  operation: string,
  input: object,
  { region, credentials, requestHandler }: Options,
): Promise<Record<string, unknown>> {
  const loaded = services.find(({ id }) => id === serviceId)?.load();
  if (!loaded) throw new Error(`There is no service ${serviceId}.`);
  // Safe: every client's module exports its client and a command of each operation, under these names.
  const module = (await loaded) as unknown as Record<string, unknown>;
  const client = Object.keys(module).find((name) => /^[A-Z]\w*Client$/.test(name)) ?? "";
  const Client = module[client] as Made<Client>;
  const Command = module[`${operation}Command`] as Made<object> | undefined;
  if (!Command) throw new Error(`${serviceId} has no operation ${operation}.`);
  const answer = await new Client({ region, credentials, maxAttempts: 1, requestHandler }).send(new Command(input));
  const { $metadata, ...rest } = answer as Record<string, unknown>;
  return rest;
}
