import * as Api from "@aws-sdk/client-cloudtrail";
import type { Selectors } from "../world/trails";

const mostClassic = 5;
const mostValues = 250;

const fields: ReadonlySet<string> = new Set([
  "eventCategory",
  "eventName",
  "eventSource",
  "eventType",
  "readOnly",
  "resources.ARN",
  "resources.type",
  "sessionCredentialFromConsole",
  "userIdentity.arn",
  "errorCode",
  "vpcEndpointId",
]);

const invalid = (message: string) => new Api.InvalidEventSelectorsException({ message, $metadata: {} });

/** @returns what selectors a trail is to have. @throws InvalidEventSelectorsException for what AWS refuses */
export function selectorsFrom({
  EventSelectors: classic,
  AdvancedEventSelectors: advanced,
}: Pick<Api.PutEventSelectorsCommandInput, "EventSelectors" | "AdvancedEventSelectors">): Selectors {
  if (Boolean(classic?.length) === Boolean(advanced?.length)) {
    throw invalid("Specify either EventSelectors or AdvancedEventSelectors, and not both.");
  }
  if (classic?.length) {
    refuseClassic(classic);
    return { classic };
  }
  for (const one of advanced ?? []) refuseAdvanced(one);
  return { advanced: advanced ?? [] };
}

function refuseClassic(classic: readonly Api.EventSelector[]): void {
  if (classic.length > mostClassic) throw invalid(`A trail has at most ${mostClassic} event selectors.`);
  const resources = classic.flatMap(({ DataResources }) => DataResources ?? []);
  if (resources.flatMap(({ Values }) => Values ?? []).length > mostValues) {
    throw invalid(`A trail has at most ${mostValues} data resources.`);
  }
  for (const { Type, Values = [] } of resources) {
    if (Type !== "AWS::S3::Object" && Type !== "AWS::Lambda::Function" && Type !== "AWS::DynamoDB::Table") {
      throw invalid(`Event selectors do not know the data resource type ${Type}.`);
    }
    const service = Type === "AWS::S3::Object" ? "s3" : Type === "AWS::Lambda::Function" ? "lambda" : "dynamodb";
    const wrong = Values.find((value) => !new RegExp(`^arn:[a-z-]+:${service}(:|$)`).test(value));
    if (wrong !== undefined) throw invalid(`Value ${wrong} for DataResources.Values is invalid.`);
  }
}

function refuseAdvanced({ FieldSelectors = [] }: Api.AdvancedEventSelector): void {
  const only = (name: string) => {
    const found = FieldSelectors.filter(({ Field }) => Field === name);
    const [value, more] = found[0]?.Equals ?? [];
    return found.length === 1 && more === undefined ? value : undefined;
  };
  const unknown = FieldSelectors.find(({ Field }) => !fields.has(Field ?? ""));
  if (unknown) throw invalid(`The field ${unknown.Field} is not one of a selector.`);
  const empty = FieldSelectors.find(
    ({ Field: _, ...operators }) => !Object.values(operators).some((one) => one?.length),
  );
  if (empty) throw invalid(`The field ${empty.Field} has no values.`);
  const category = only("eventCategory");
  if (!["Management", "Data", "NetworkActivity"].includes(category ?? "")) {
    throw invalid("A selector equals exactly one eventCategory.");
  }
  if (category === "Data" && only("resources.type") === undefined) {
    throw invalid("A selector of data events equals exactly one resources.type.");
  }
  const readOnly = FieldSelectors.find(({ Field }) => Field === "readOnly");
  if (readOnly && !["true", "false"].includes(readOnly.Equals?.[0] ?? "")) {
    throw invalid("readOnly equals true or false.");
  }
}
