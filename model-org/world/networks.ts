import { accessPoints } from "./access-points";
import type { Kind, Place } from "./records";

/** Which way a table's subnets reach the internet: not at all, through a translating gateway, or directly. */
export type RouteTable = {
  id: string;
  name: string;
  main: boolean;
  way: "none" | "nat" | "internet";
  subnets: string[];
};

/** A virtual network with its route tables. */
export type Vpc = {
  id: string;
  name: string;
  cidr: string;
  isDefault: boolean;
  tables: RouteTable[];
  /** How many network interfaces are in it: none, and nothing runs there. */
  interfaces: number;
};

function tablesOf({ world }: Place, vpcId: string, isDefault: boolean): RouteTable[] {
  const subnet = (n: number) => `subnet-${world.random.hex(17, "subnet", vpcId, n)}`;
  const table = (n: number, name: string, way: RouteTable["way"], main = false): RouteTable => ({
    id: `rtb-${world.random.hex(17, "route-table", vpcId, n)}`,
    name,
    main,
    way,
    subnets: main && !isDefault ? [] : [subnet(n)],
  });
  return isDefault
    ? [table(0, "", "internet", true)]
    : [
        table(0, "main", "none", true),
        table(1, "private-a", "nat"),
        table(2, "private-b", "nat"),
        table(3, "public", "internet"),
      ];
}

/** How likely an account has a network of its own in its first region, and in another. */
const likely: Readonly<Record<string, readonly [first: number, other: number]>> = {
  "data-lake": [1, 0.5],
  prod: [1, 0.3],
  infrastructure: [1, 0.2],
  dev: [0.9, 0.1],
  sandbox: [0.3, 0],
};

/** Ids access points of the seed name: their networks are here. */
const namedByAccessPoints = (place: Place): string[] => [
  ...new Set(accessPoints.derive(place).flatMap(({ vpcId }) => vpcId ?? [])),
];

/** Networks: those workloads run in, and default ones that nobody took away. */
export const vpcs: Kind<Vpc> = {
  name: "vpc",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    const { random } = world;
    if (!world.regionEnabled(account, region)) return [];
    const plan = world.tree.purposes.get(account.id);
    const isFirst = region === world.regions[0];
    const made: Vpc[] = [];
    const named = namedByAccessPoints(place);
    const chance = likely[plan?.purpose ?? ""]?.[isFirst ? 0 : 1] ?? 0;
    if (named.length === 0 && random.chance(chance, "own-vpc", account.id, region)) {
      named.push(`vpc-${isFirst ? random.hex(17, "vpc", account.id) : random.hex(17, "vpc", account.id, region)}`);
    }
    for (const id of named) {
      made.push({
        id,
        name: `${plan?.name ?? account.name}-workloads`,
        cidr: `10.${random.below(250, "cidr", account.id)}.0.0/16`,
        isDefault: false,
        tables: tablesOf(place, id, false),
        interfaces: 3 + random.below(20, "interfaces", id),
      });
    }
    const swept = { management: 1, security: 1, "data-lake": 1, infrastructure: 0.9, prod: 0.8 }[
      plan?.purpose as string
    ];
    if (!random.chance(swept ?? 0.1, "no-default-vpc", account.id, region)) {
      const id = `vpc-${random.hex(17, "default-vpc", account.id, region)}`;
      const used = isFirst && ["sandbox", "dev"].includes(plan?.purpose ?? "") && random.chance(0.4, "in-default", id);
      made.push({
        id,
        name: "",
        cidr: "172.31.0.0/16",
        isDefault: true,
        tables: tablesOf(place, id, true),
        interfaces: used ? 2 : 0,
      });
    }
    return made;
  },
};
