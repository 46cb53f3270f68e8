import { AccessTable, type ReachRow } from "@/components/policy/access-table";
import { Section } from "@/components/ui/section";
import type { AccessMap, Place, Reach } from "@/lib/engine/access-map";
import type { SourceRef } from "@/lib/policy/access/situation";
import { partyWords } from "@/lib/policy/party-words";
import styles from "../../buckets.module.css";

const places: Readonly<Record<Place, string>> = {
  everyone: "",
  conditional: "who meets its conditions",
  own: "this account",
  organization: "of the organization",
  trusted: "trusted",
  outside: "outside the organization",
  service: "AWS service",
  unknown: "nobody knows whose",
};

/** Who is let in by policy and access list, after every level that may stop them. */
export function WhoCanReach({ map }: { map: AccessMap | null }) {
  if (!map) return null;
  const { reaches, unread, void: idle } = map;
  return (
    <Section title="Who can reach it" says="by policy and access list, after all four levels">
      {reaches.length === 0 ? (
        <p className="soft">
          {unread.length > 0
            ? "Nobody can say."
            : "Nobody beyond those whom the account's own identity policies let in."}
        </p>
      ) : (
        <AccessTable rows={reaches.map(rowOf)} />
      )}
      {idle.length > 0 && (
        <p className={styles.note}>
          {idle.length === 1 ? "One grant lets" : `${idle.length} grants let`} nobody in:{" "}
          {idle
            .slice(0, 3)
            .map(({ by, blockedBy }) => `${sourceWords(by)}, ${stops[blockedBy[0] ?? "itself"]}`)
            .join("; ")}
          {idle.length > 3 ? "; …" : ""}.
        </p>
      )}
      {unread.map((why) => (
        <p key={why} className={styles.note}>
          Not all of it is known. {why}
        </p>
      ))}
      <p className={styles.note}>
        Identity policies are not read: whoever is named is taken to be allowed by their own.
      </p>
    </Section>
  );
}

const stops = {
  itself: "which is about nothing here",
  deny: "denied by another statement",
  "access-point": "not let in by the access point",
  rcp: "denied by a resource control policy",
  ownership: "void because access lists are off",
  block: "stopped by Block Public Access",
} as const;

function rowOf({ party, place, access, by }: Reach): ReachRow {
  const name = partyWords(party);
  const [first, ...more] = by;
  return {
    key: JSON.stringify(party),
    who: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    what: party.kind === "anonymous" && place === "everyone" ? "without signing in" : places[place],
    alarming: place === "everyone",
    access,
    by: first ? `${sourceWords(first)}${more.length > 0 ? ` and ${more.length} more` : ""}` : "",
  };
}

function sourceWords({ policy, sid, index }: SourceRef): string {
  if (policy === "acl") return "access list";
  return sid ? sid.slice(0, 40) : `statement ${index + 1}`;
}
