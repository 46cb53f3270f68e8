/** A page of the navigation. A page that is not built is not in the list. */
export type NavItem = {
  href: string;
  title: string;
  /** The practice it belongs to: the numbered spine. */
  practice?: number;
};

export type NavGroup = { title: string | null; items: readonly NavItem[] };

const practicePages: Readonly<Record<number, string>> = {
  1: "/practices/block-public-access",
  2: "/practices/bucket-keys",
  7: "/practices/logging",
};

/** @returns where a practice is shown: one without a page of its own opens Findings filtered by it */
export const practiceHref = (number: number): string => practicePages[number] ?? `/findings?practice=${number}`;

const practice = (number: number, title: string): NavItem => ({ practice: number, title, href: practiceHref(number) });

/** The navigation, in its order. The address may carry a query of its own; the scope is added to it. */
export const navigation: readonly NavGroup[] = [
  {
    title: null,
    items: [
      { href: "/overview", title: "Overview" },
      { href: "/findings", title: "Findings" },
      { href: "/buckets", title: "Buckets" },
    ],
  },
  {
    title: "Practices",
    items: [
      practice(1, "Block Public Access"),
      practice(2, "Bucket keys"),
      practice(3, "Divide and conquer"),
      practice(5, "Guardrails"),
      practice(6, "Beyond S3"),
      practice(7, "Logging"),
      practice(8, "Protection"),
      practice(9, "Least privilege"),
    ],
  },
  { title: "Act", items: [{ href: "/changes", title: "Changes" }] },
  {
    title: "Watch",
    items: [
      { href: "/visibility", title: "Visibility" },
      { href: "/scans", title: "Scans" },
    ],
  },
];

/** Only where there is a model organization to change: never beside real AWS. */
export const modelOrganizationGroup: NavGroup = {
  title: "Model",
  items: [{ href: "/model-organization", title: "Model organization" }],
};
