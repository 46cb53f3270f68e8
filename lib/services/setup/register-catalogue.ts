import { controls } from "@/lib/controls/catalogue.gen";
import { slotOf } from "@/lib/controls/slots";
import { registerControls } from "@/lib/data/ingest/register-controls";
import { recordRuleset } from "@/lib/data/judging/ruleset";
import { highestSeverity } from "@/lib/engine/control";
import { severityRank } from "@/lib/model/severity";
import { controlVersions } from "../judging/rules";
import { toldUpTo } from "../replay/arriving";

/** Makes the database's controls those of this program. Doing it again changes nothing. */
export async function registerCatalogue(): Promise<void> {
  const registered = controls.map((control) => {
    const { number, slot } = slotOf(control.id);
    return {
      id: number,
      slug: control.id,
      resourceType: control.resource,
      slot,
      practice: control.practice,
      severity: severityRank(highestSeverity(control)),
    };
  });
  const at = await toldUpTo();
  await registerControls(registered, at);
  await recordRuleset(controlVersions(), at);
}
