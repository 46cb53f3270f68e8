import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { ask } from "./smoke/ask";
import { alike, type Cli, cliName, installedClis, NotKnown, runCli } from "./smoke/cli";
import { administrator, ownerOf } from "./smoke/owner";
import { type Trial, trialsOf } from "./smoke/trials";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { services } from "./wire/services";
import { World } from "./world/world";

const clis = installedClis(process.env["PATH"] ?? "");
const say = (line: string) => process.stdout.write(`${line}\n`);
if (clis.length === 0) say("The aws command line is not tried: there is none here.");

/** A command line costs most of a second of a core to start: no more than two at a time. */
const lanes = [Promise.resolve(), Promise.resolve()];
let next = 0;
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const lane = next++ % lanes.length;
  const done = (lanes[lane] ?? Promise.resolve()).then(run);
  lanes[lane] = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

const trials = trialsOf(new World());

it("every service there is a model of is tried", () => {
  const tried = new Set(trials.map(({ service }) => service));
  expect([...tried].sort()).toEqual(services.map(({ id }) => id).sort());
});

describe.skipIf(clis.length === 0)("the aws command line", () => {
  describe.each(clis)("$version", (cli) => {
    let model: RunningModelOrg;
    const notKnown: string[] = [];
    let commands = 0;

    beforeAll(async () => {
      model = await startModelOrg();
      // What is told of the time since something is told alike.
      const now = new Date();
      model.world.clock = { now: () => now };
    });

    afterAll(async () => {
      await model.stop();
      const older = notKnown.length === 0 ? "" : `; it has no ${notKnown.sort().join(", no ")}`;
      say(`${cli.version} (${cli.command}): ${commands} commands of ${services.length} services${older}.`);
    });

    const name = ({ service, write, read }: Trial) => ({
      trial: service,
      what: [write?.[0], read[0]].filter((one) => one !== undefined).join(", "),
    });

    it.concurrent.each(trials.map((trial) => ({ ...name(trial), given: trial })))(
      "is told what the SDK is told by $trial ($what)",
      { timeout: 180_000 },
      ({ given }) =>
        inTurn(async () => {
          try {
            await tryOut(model, cli, given);
            commands += given.write ? 2 : 1;
          } catch (error) {
            if (!(error instanceof NotKnown)) throw error;
            notKnown.push(error.message);
          }
        }),
    );
  });
});

/** Writes with the command line, reads with it and with the SDK, and expects both to say the same. */
async function tryOut(model: RunningModelOrg, cli: Cli, trial: Trial): Promise<void> {
  const { service, as, region = model.world.regions[0] ?? "", write, read, want = {} } = trial;
  const keys = as === undefined ? administrator : await ownerOf(model, as);
  const signingName = services.find(({ id }) => id === service)?.signingName ?? "";
  const run = ([operation, input]: readonly [string, object]) =>
    runCli(cli, model.url, { service: cliName(service, signingName), operation, input, region, keys });
  if (write) await run(write);
  const [operation, input] = read;
  const told = alike(await run(read));
  const options = { region, credentials: keys, requestHandler: new Transport({ url: model.url }) };
  expect(told).toMatchObject(want);
  expect(told).not.toEqual({});
  // An older command line leaves out what it does not know; a list is as long in both.
  expect(alike(await ask(service, operation, input, options))).toMatchObject(told as object);
}
