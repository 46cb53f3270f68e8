import type { Random } from "./random";

/**
 * A policy AWS would store, with as much in it as it can have: wildcards in the middle of names, many keys and values
 * that overlap, many statements that deny and allow the same. Everything of it is understood, so everything is looked at.
 */
export function crowded(random: Random): object {
  const most = random.pick([3, 12, 60, 200]);
  return {
    Version: "2012-10-17",
    Statement: Array.from({ length: 1 + random.below(most) }, () => statement(random, most)),
  };
}

function statement(random: Random, most: number): object {
  const many = <T>(make: () => T): T[] => Array.from({ length: 1 + random.below(random.chance(0.2) ? most : 3) }, make);
  return {
    Effect: random.pick(["Allow", "Deny", "Deny"]),
    [random.chance(0.1) ? "NotPrincipal" : "Principal"]: random.chance(0.4) ? "*" : principals(random, many),
    [random.chance(0.15) ? "NotAction" : "Action"]: many(() => action(random)),
    [random.chance(0.15) ? "NotResource" : "Resource"]: many(() => resource(random)),
    ...(random.chance(0.6) ? { Condition: conditions(random, many) } : {}),
  };
}

type Many = <T>(make: () => T) => T[];

const digits = (random: Random): string => String(100_000_000_000 + random.below(9)).padEnd(12, "0");

const principals = (random: Random, many: Many): object => ({
  AWS: many(() => random.pick([digits(random), `arn:aws:iam::${digits(random)}:role/r${random.below(9)}`])),
  ...(random.chance(0.2) ? { Service: many(() => `s${random.below(5)}.amazonaws.com`) } : {}),
});

const action = (random: Random): string =>
  random.pick([
    "s3:*",
    "s3:Get*",
    "s3:*Object*",
    "s3:?ut*",
    "s3:List*",
    "s3:GetObject",
    "s3:PutObject",
    "s3:*Acl",
    "*",
  ]);

const letter = (random: Random): string => random.pick(["a", "b", "k", "z", "/", "-"]);

/** Several stars in one pattern, and many such patterns, are what costs exponentially many sets to tell apart. */
function glob(random: Random): string {
  const stars = random.below(4);
  return Array.from({ length: stars + 1 }, () => `${letter(random)}${random.chance(0.3) ? letter(random) : ""}`).join(
    random.chance(0.2) ? "?" : "*",
  );
}

const resource = (random: Random): string =>
  `arn:aws:s3:::reports${random.pick(["", "/*", `/${glob(random)}*`, `/*${glob(random)}*`, `/\${aws:username}/${glob(random)}`])}`;

function conditions(random: Random, many: Many): object {
  const drawn = many((): [string, object] => {
    const not = random.chance(0.4) ? "Not" : "";
    const exists = random.chance(0.2) ? "IfExists" : "";
    switch (random.below(6)) {
      case 0:
        return [
          `String${not}Like${exists}`,
          { [random.pick(["aws:userid", "s3:prefix", "aws:PrincipalArn"])]: many(() => `*${glob(random)}*`) },
        ];
      case 1:
        return [
          `String${not}Equals${exists}`,
          { [random.pick(["aws:PrincipalOrgID", "aws:SourceVpce"])]: many(() => `o-${random.below(9)}`) },
        ];
      case 2:
        return [
          `${not}IpAddress${exists}`,
          { "aws:SourceIp": many(() => `10.${random.below(9)}.0.0/${8 + random.below(20)}`) },
        ];
      case 3:
        return [
          `Bool${exists}`,
          { [random.pick(["aws:SecureTransport", "aws:PrincipalIsAWSService"])]: random.pick(["true", "false"]) },
        ];
      case 4:
        return [`NumericLessThan${exists}`, { "s3:TlsVersion": `1.${random.below(4)}` }];
      default:
        return [
          `ForA${random.pick(["nyValue", "llValues"])}:String${not}Like`,
          { "aws:PrincipalOrgPaths": many(() => `o-1/*${letter(random)}*`) },
        ];
    }
  });
  return Object.fromEntries(drawn);
}
