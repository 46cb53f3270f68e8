"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { href } from "@/components/format/href";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Place } from "@/lib/services/go-to/find-places";
import type { DeedTarget } from "@/lib/services/model-organization/deeds";
import type { Choice } from "./playground";

const labels = { bucket: "Bucket", account: "Account", region: "Region" } as const;

/** What a deed is done to: a bucket by its name, an account or a region from a list. */
export function TargetField({
  id,
  target,
  value,
  choices,
  error,
  onChange,
}: {
  id: string;
  target: DeedTarget;
  value: string;
  choices: readonly Choice[];
  error: string | undefined;
  onChange(value: string): void;
}) {
  return (
    <Field id={id} label={labels[target]} error={error}>
      {target === "bucket" ? (
        <BucketName id={id} value={value} onChange={onChange} />
      ) : (
        <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Offers the names that begin so while somebody types. */
function BucketName({ id, value, onChange }: { id: string; value: string; onChange(value: string): void }) {
  const asked = useDeferredValue(value.trim());
  const { data: names = [] } = useQuery({
    queryKey: ["bucket-names", asked],
    enabled: asked.length > 1,
    queryFn: async ({ signal }) => {
      const response = await fetch(href("/api/go-to", { q: asked }), { signal });
      if (!response.ok) return [];
      const places = (await response.json()) as Place[];
      return places.flatMap((place) => (place.kind === "bucket" ? [place.title] : []));
    },
    placeholderData: (before) => before,
  });
  return (
    <>
      <Input
        id={id}
        className="mono"
        list={`${id}-names`}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
