import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

/**
 * Prisma's schema engine as WebAssembly: the same engine as `prisma migrate`, without its native program, which cannot
 * be had everywhere. It writes the same `_prisma_migrations` rows.
 */
export type SchemaEngine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>;

/** An engine and the way to end its connections: until then nobody can copy or drop the database. */
export type OpenSchemaEngine = { engine: SchemaEngine; close(): Promise<void> };

let loaded: Promise<void> | undefined;

/** @param schema the text of schema.prisma; the engine connects at once */
export async function openSchemaEngine(connectionString: string, schema: string): Promise<OpenSchemaEngine> {
  loaded ??= load();
  await loaded;
  const adapters = new MigrationAdapters({ connectionString });
  const factory = bindMigrationAwareSqlAdapterFactory(adapters);
  const engine = await bindings.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, factory);
  return {
    engine,
    async close() {
      engine.free();
      await adapters.dispose();
    },
  };
}

async function load(): Promise<void> {
  const bindingsFile = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const program = readFileSync(path.join(path.dirname(bindingsFile), "schema_engine_bg.wasm"));
  // The engine reports a panic here; without it a panic hides behind a TypeError.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => process.stderr.write(`schema engine: ${message}\n`),
    },
  });
  const imports = { "./schema_engine_bg.js": bindings } as unknown as WebAssembly.Imports;
  const { instance } = await WebAssembly.instantiate(program, imports);
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Postgres' internal "char", which the adapter does not know and the engine reads from the catalogue. */
const internalChar = 18;

class MigrationAdapters extends PrismaPg {
  readonly #open: Adapter[] = [];

  override async connect(): Promise<Adapter> {
    return this.#keep(await super.connect());
  }

  override async connectToShadowDb(): ReturnType<PrismaPg["connectToShadowDb"]> {
    return this.#keep(await super.connectToShadowDb());
  }

  /** Ends what the engine left open. */
  async dispose(): Promise<void> {
    for (const adapter of this.#open.splice(0)) await adapter.dispose().catch(() => {});
  }

  #keep<A extends Adapter>(adapter: A): A {
    this.#open.push(adapter);
    return mended(adapter);
  }
}

type QueryResult = { rows: object; fields?: { dataTypeID: number; name: string }[] };
type Queryable = { query(...args: unknown[]): unknown; connect?(...args: unknown[]): unknown };

/** Hands scripts over whole, since the adapter splits on `;` inside `$$` bodies, and reads the internal "char" as text. */
function mended<A extends Adapter>(adapter: A): A {
  const characters = new WeakMap<object, Set<string>>();
  const note = (result: unknown) => {
    for (const one of (Array.isArray(result) ? result : [result]) as (QueryResult | undefined)[]) {
      for (const field of one?.fields ?? []) {
        if (field.dataTypeID !== internalChar || !one) continue;
        field.dataTypeID = 25;
        const names = characters.get(one.rows) ?? new Set<string>();
        characters.set(one.rows, names.add(field.name));
      }
    }
    return result;
  };
  const watched = new WeakSet<object>();
  const watch = <Q extends Queryable>(on: Q): Q => {
    if (watched.has(on)) return on;
    watched.add(on);
    const query = on.query.bind(on);
    on.query = (...args) => {
      const result = query(...args);
      return result instanceof Promise ? result.then(note) : result;
    };
    return on;
  };
  const driver = (adapter as unknown as { underlyingDriver(): Queryable }).underlyingDriver();
  watch(driver);
  const connect = driver.connect?.bind(driver);
  if (connect) {
    driver.connect = (...args) => (args.length > 0 ? connect(...args) : (connect() as Promise<Queryable>).then(watch));
  }
  const typed = <T extends { queryRaw: Adapter["queryRaw"] }>(on: T): T => {
    const queryRaw = on.queryRaw.bind(on);
    on.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const names = characters.get(result.rows);
      if (!names) return result;
      const columnTypes = result.columnTypes.map((type, i) =>
        names.has(result.columnNames[i] ?? "") ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return on;
  };
  typed(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (...args) => typed(await startTransaction(...args));
  adapter.executeScript = async (script) => {
    await (driver.query as (text: string) => Promise<unknown>)(script);
  };
  return adapter;
}
