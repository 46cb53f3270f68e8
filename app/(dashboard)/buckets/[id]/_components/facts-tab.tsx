import { FactRows } from "@/components/fact/fact-rows";
import { Section } from "@/components/ui/section";
import type { Fact } from "@/lib/model/fact";
import type { FactPath } from "@/lib/model/fact-schema";
import { factTitles } from "@/lib/model/fact-source";
import type { ResourceView } from "@/lib/services/buckets/read-bucket";

const rows = (type: string, facts: Record<string, Fact>, lastKnown: Record<string, { v: unknown }> = {}) =>
  Object.entries(facts).flatMap(([name, fact]) => {
    const path = `${type}.${name}`;
    return path in factTitles ? [{ path: path as FactPath, fact, lastKnown: lastKnown[name] }] : [];
  });

/** Everything that was read of it, of its account, and what the organization makes effective there. */
export function FactsTab({ view, at }: { view: ResourceView; at: Date }) {
  const { head } = view;
  return (
    <>
      <Section title="Of its own">
        <FactRows
          label="Facts of its own"
          facts={rows(head.type, view.own, view.lastKnown)}
          readAt={head.readAt}
          at={at}
        />
      </Section>
      <Section title="Of its account" says={head.accountName}>
        <FactRows
          label="Facts of its account"
          facts={rows("AWS::Organizations::Account", view.account)}
          readAt={head.readAt}
          at={at}
        />
      </Section>
    </>
  );
}
