/** A page of the navigation. A page that is not built is not in the list. */
export type NavItem = {
  href: string;
  title: string;
  /** The practice it belongs to: the numbered spine. */
  practice?: number;
};

export type NavGroup = { title: string | null; items: readonly NavItem[] };

/** A practice without a page of its own opens Findings filtered by it. */
const practice = (number: number, title: string, href = `/findings?practice=${number}`): NavItem => ({
  practice: number,
  title,
  href,
});

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
      practice(1, "Block Public Access", "/practices/block-public-access"),
      practice(2, "Bucket keys", "/practices/bucket-keys"),
      practice(3, "Divide and conquer"),
      practice(5, "Guardrails"),
      practice(6, "Beyond S3"),
      practice(7, "Logging", "/practices/logging"),
      practice(8, "Protection"),
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
