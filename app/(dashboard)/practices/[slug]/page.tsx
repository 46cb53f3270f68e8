import { notFound, redirect } from "next/navigation";
import { href } from "@/components/format/href";
import { practiceHref } from "@/components/shell/nav";
import { practices } from "@/lib/model/practice";

type Query = Promise<Record<string, string | string[] | undefined>>;

/** A practice without a page of its own: it opens Findings filtered, with the scope kept. Any other name is not found. */
export default async function PracticePage(props: { params: Promise<{ slug: string }>; searchParams: Query }) {
  const [{ slug }, { ou }] = await Promise.all([props.params, props.searchParams]);
  const practice = practices.find((one) => one.slug === slug);
  if (!practice) notFound();
  redirect(href(practiceHref(practice.number), { ou: typeof ou === "string" ? ou : undefined }));
}
