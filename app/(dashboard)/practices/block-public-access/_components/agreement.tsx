import Link from "next/link";
import { formatCount, formatCounted } from "@/components/format/format-count";
import type { PolicyAgreement } from "@/lib/services/coverage/read-policy-answers";
import styles from "../../_components/practice.module.css";

const shown = 12;

/** Where AWS says of a policy what its published rules do not: AWS's answer counts, and the difference is told. */
export function Agreement({ of }: { of: PolicyAgreement }) {
  const { total, compared, agree, undetermined, disagreements } = of;
  if (total === 0) return <p className={styles.sentence}>No policy that grants anything was read here.</p>;
  return (
    <>
      <p className={styles.sentence}>
        Of {formatCounted(compared, "policy", "policies")} that grant something, AWS and its published rules agree on{" "}
        {formatCount(agree)}. The rules leave {formatCount(undetermined)} open, and{" "}
        {disagreements.length === 0 ? "contradict none" : `contradict ${formatCount(disagreements.length)}`}.
        {compared < total && ` ${formatCount(total - compared)} more were not compared.`}
      </p>
      {disagreements.length > 0 && (
        <ul>
          {disagreements.slice(0, shown).map(({ resourceId, name, accountName, isPublic }) => (
            <li key={resourceId}>
              <Link className="mono" href={`/buckets/${resourceId}`} prefetch={false}>
                {name}
              </Link>{" "}
              <span className="quiet">
                {accountName}: AWS says {isPublic ? "public" : "not public"}
              </span>
            </li>
          ))}
          {disagreements.length > shown && (
            <li className="quiet">and {formatCount(disagreements.length - shown)} more</li>
          )}
        </ul>
      )}
    </>
  );
}
