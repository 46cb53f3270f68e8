import { houseRule } from "./house-rule";

/** Places for what has no place. */
const nameless = new Set([
  "util",
  "utils",
  "utilities",
  "helper",
  "helpers",
  "common",
  "misc",
  "shared",
  "stuff",
  "lib2",
]);

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What a folder of Next's router may be called beside: a group, a parameter, a private folder. */
const routerName = (part: string): string => part.replace(/^\((.+)\)$|^\[(?:\.\.\.)?(.+)\]$|^_(.+)$/, "$1$2$3");

houseRule({
  name: "files and folders are named for what they hold, in kebab-case",
  about: (path) => path.includes("/") && !path.startsWith("prisma/"),
  find: ({ path }) =>
    path
      .split("/")
      .map((part, i, parts) => (i === parts.length - 1 ? (part.split(".")[0] ?? "") : routerName(part)))
      .filter((part) => nameless.has(part) || !kebab.test(part)),
  broken: [
    ["lib/engine/utils.ts", "", ["utils"]],
    ["lib/engine/helpers.test.ts", "", ["helpers"]],
    ["lib/common/format.ts", "", ["common"]],
    ["app/(dashboard)/_misc/page.tsx", "", ["misc"]],
    ["components/ui/SeverityMark.tsx", "", ["SeverityMark"]],
    ["lib/data/open_export.ts", "", ["open_export"]],
  ],
  kept: [
    ["app/(dashboard)/findings/[control]/[resource]/page.tsx", ""],
    ["app/api/auth/[...path]/route.ts", ""],
    ["lib/controls/1-block-public-access/bucket-acls-disabled.test.ts", ""],
  ],
});
