import { z } from "zod";
import { Refused } from "../refused";
import type { Account } from "../world/configuration";
import type { World } from "../world/world";
import { accountCalled } from "./find";
import { Paging, pageAfter } from "./page";
import type { Asked, Route } from "./route";
import type { Stage } from "./stage";

const Which = z.object({
  ...Paging,
  q: z.string().optional(),
  ou: z.string().optional(),
  role: z.enum(["present", "absent"], { error: "role is present or absent." }).optional(),
});

const Role = z.object({ present: z.boolean({ error: "Say whether the role is present: true or false." }) });
const Place = z.object({ ou: z.string({ error: "Say which OU, by its id or name." }) });
const Regions = z.object({ optedIn: z.array(z.string(), { error: "Say which regions, as a list: optedIn." }) });

const wrongBlock = { error: "A block is its four settings, true or false, or null." };
const setting = z.boolean(wrongBlock);
const OwnBlock = z.object({
  block: z
    .strictObject(
      {
        BlockPublicAcls: setting,
        IgnorePublicAcls: setting,
        BlockPublicPolicy: setting,
        RestrictPublicBuckets: setting,
      },
      wrongBlock,
    )
    .nullable(),
});

/** The accounts: looked at, and changed behind AWS's back. */
export const accountRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/accounts",
    says: "accounts by name: ?q=&ou=&role=present|absent&after=&limit=",
    answer({ world }, { query }) {
      const { q = "", ou, role, ...paging } = Which.parse(query);
      const named = ou === undefined ? undefined : ouCalled(world, ou);
      const found = world.tree.accounts
        .filter(
          ({ name, ouId, roles }) =>
            name.includes(q) &&
            (named === undefined || ouId === named) &&
            (role === undefined || roles.read === (role === "present")),
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, next } = pageAfter(found, ({ name }) => name, paging);
      return { accounts: items.map((account) => view(world, account)), ...(next ? { next } : {}) };
    },
  },
  {
    method: "GET",
    path: "/accounts/:account",
    says: "one account",
    answer: ({ world }, { params: { account = "" } }) => view(world, accountCalled(world, account)),
  },
  change("role", "{present}", ({ given }) => {
    const { present } = Role.parse(given);
    return { roles: { read: present, remediate: present } };
  }),
  change("ou", "{ou}", ({ given }, { world }) => ({ ouId: ouCalled(world, Place.parse(given).ou) })),
  change("regions", "{optedIn}", ({ given }, { world }) => {
    const { optedIn } = Regions.parse(given);
    const { optInRegions } = world.seed;
    const wrong = optedIn.find((region) => !optInRegions.includes(region));
    if (wrong) throw new Refused(400, `${wrong} is no opt-in region: ${optInRegions.join(", ") || "there is none"}.`);
    return { optedIn };
  }),
  change("block", "{block}", ({ given }) => ({ block: OwnBlock.parse(given).block })),
];

function change(part: string, body: string, changed: (asked: Asked, stage: Stage) => Partial<Account>): Route {
  return {
    method: "POST",
    path: `/accounts/:account/${part}`,
    says: `changes an account's ${part}: ${body}`,
    answer(stage, asked) {
      const { world } = stage;
      const after = { ...accountCalled(world, asked.params["account"] ?? ""), ...changed(asked, stage) };
      world.changeAccount(after);
      return view(world, after);
    },
  };
}

const view = (world: World, { email: _, joinedAt: __, ...account }: Account) => ({
  ...account,
  ou: world.ou(account.ouId)?.name ?? "Root",
  buckets: world.bucketNames(account.id).length,
});

function ouCalled({ tree: { ous, rootId } }: World, called: string): string {
  if (called === rootId || called === "Root") return rootId;
  const found = ous.find(({ id, name }) => id === called || name === called);
  if (!found) throw new Refused(404, "There is no such OU.");
  return found.id;
}
