import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { Page } from "@/components/shell/page";
import { Notice } from "@/components/ui/notice";
import { isAppError } from "@/lib/platform/errors";
import { hasModelOrganization } from "@/lib/platform/model-control";
import {
  type ModelOrganizationView,
  readModelOrganization,
} from "@/lib/services/model-organization/read-model-organization";
import { whyNotYet } from "@/lib/services/replay/arriving";
import { Playground } from "./_components/playground";

export const metadata: Metadata = { title: "Model organization" };

const Search = z.object({ bucket: z.string().max(63).optional() });

export default async function ModelOrganizationPage({ searchParams }: { searchParams: SearchParams }) {
  if (!hasModelOrganization()) notFound();
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const [model, notYet] = await Promise.all([orWhyNot(readModelOrganization(scope.actor)), whyNotYet()]);
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading="Change the model organization, and see Breakwater notice"
      says="Aldermoor is no real organization: what is done here is a call to its own AWS, and reaches nothing else."
    >
      {"because" in model ? (
        <Notice kind="refused" title="The model organization cannot be changed from here.">
          <p>{model.because}</p>
        </Notice>
      ) : (
        <Playground
          accounts={model.accounts
            .filter(({ state }) => state === "ACTIVE")
            .map(({ id, name, roles }) => ({ value: id, label: roles.read ? name : `${name} (no role)` }))
            .sort((a, b) => (a.label < b.label ? -1 : 1))}
          regions={model.regions.map(({ name, broken }) => ({
            value: name,
            label: broken ? `${name} (broken)` : name,
          }))}
          bucket={value.bucket ?? ""}
          refused={notYet ?? undefined}
        />
      )}
    </Page>
  );
}

async function orWhyNot(model: Promise<ModelOrganizationView>): Promise<ModelOrganizationView | { because: string }> {
  try {
    return await model;
  } catch (error) {
    if (isAppError(error)) return { because: error.message };
    throw error;
  }
}
