import type { AdvancedEventSelector, ReadWriteType } from "@aws-sdk/client-cloudtrail";

const management: AdvancedEventSelector = {
  Name: "Management events",
  FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }],
};

const dataOf = (type: string, more: AdvancedEventSelector["FieldSelectors"] = []): AdvancedEventSelector => ({
  Name: `Data events of ${type}`,
  FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }, { Field: "resources.type", Equals: [type] }, ...more],
});

const s3 = "AWS::S3::Object";

/** Event selectors as people set them. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
export const selectors = {
  managementOnly: {
    classic: [
      {
        ReadWriteType: "All" as const,
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ],
  },
  /** As an account begins that turned management events off. */
  writesOfManagement: {
    classic: [
      {
        ReadWriteType: "WriteOnly" as const,
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ],
  },
  classic: (ReadWriteType: ReadWriteType, ...Values: string[]) => ({
    classic: [
      {
        ReadWriteType,
        IncludeManagementEvents: true,
        DataResources: [{ Type: s3, Values }],
        ExcludeManagementEventSources: [],
      },
    ],
  }),
  everything: { advanced: [management, dataOf(s3)] },
  /** Objects, and every other kind of data S3 has. */
  everyKind: {
    advanced: [
      management,
      ...[s3, "AWS::S3::AccessPoint", "AWS::S3Express::Object", "AWS::S3Tables::Table", "AWS::S3Vectors::Index"].map(
        (type) => dataOf(type),
      ),
    ],
  },
  readOnly: (only: boolean) => ({
    advanced: [management, dataOf(s3, [{ Field: "readOnly", Equals: [String(only)] }])],
  }),
  prefix: (partition: string, prefix: string) => ({
    advanced: [management, dataOf(s3, [{ Field: "resources.ARN", StartsWith: [`arn:${partition}:s3:::${prefix}`] }])],
  }),
};
