import { logGroups } from "../world/log-groups";
import { domainOf } from "../world/seed";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What CloudWatch, its logs, EventBridge, SNS and SQS refuse. */
export function signalErrors({ first, second, arn, home, world }: Places): DocumentedError[] {
  const prod = { as: "claims-prod", by: "reader", region: first } as const;
  const owner = { by: "owner" } as const;
  const admin = { as: "management", by: "owner" } as const;
  const alarms = rowsOf("CloudWatch", "AmazonCloudWatch/latest/APIReference", prod);
  const logs = rowsOf("Logs", "AmazonCloudWatchLogs/latest/APIReference", prod);
  const events = rowsOf("EventBridge", "eventbridge/latest/APIReference", prod);
  const sns = rowsOf("SNS", "sns/latest/api", prod);
  const sqs = rowsOf("SQS", "AWSSimpleQueueService/latest/APIReference", prod);
  const filter = { filterName: none, filterPattern: "{ $.eventName = PutBucketPolicy }" };
  const transformation = { metricName: "policies", metricNamespace: "security", metricValue: "1" };
  const group = world.records.list(logGroups, world.managementAccountId, first)[0]?.name;
  const topic = arn("sns", "claims-prod", none);
  const queue = `https://sqs.${first}.${domainOf(world.partition)}/111122223333/${none}`;
  return [
    alarms("DescribeAlarms", "a token it never gave", { NextToken: none }, "InvalidNextToken 400"),
    alarms("DeleteAlarms", "no such alarm", { AlarmNames: [none] }, "ResourceNotFound 404", owner),
    alarms("ListMetrics", "a token it never gave", { NextToken: none }, "InvalidParameterValueException 400"),

    logs("DescribeMetricFilters", "no such log group", { logGroupName: none }, "ResourceNotFoundException 400"),
    logs("DescribeLogGroups", "too many at a time", { limit: 51 }, "InvalidParameterException 400"),
    logs("DescribeLogGroups", "a token it never gave", { nextToken: none }, "InvalidParameterException 400"),
    logs("DescribeMetricFilters", "half a metric", { metricName: "policies" }, "InvalidParameterException 400"),
    logs(
      "PutMetricFilter",
      "no such log group",
      { ...filter, logGroupName: none, metricTransformations: [transformation] },
      "ResourceNotFoundException 400",
      owner,
    ),
    logs(
      "PutMetricFilter",
      "half a pattern",
      { ...filter, filterPattern: "{ $.eventName", logGroupName: group, metricTransformations: [transformation] },
      "InvalidParameterException 400",
      admin,
    ),
    logs(
      "DeleteMetricFilter",
      "no such filter",
      { filterName: none, logGroupName: group },
      "ResourceNotFoundException 400",
      admin,
    ),
    logs(
      "DeleteMetricFilter",
      "no such log group",
      { filterName: none, logGroupName: none },
      "ResourceNotFoundException 400",
      owner,
    ),

    events("DescribeRule", "no such rule", { Name: none }, "ResourceNotFoundException 400"),
    events("ListTargetsByRule", "no such rule", { Rule: none }, "ResourceNotFoundException 400"),
    events("ListRules", "no such bus", { EventBusName: none }, "ResourceNotFoundException 400"),
    events("DescribeEventBus", "no such bus", { Name: none }, "ResourceNotFoundException 400"),
    events("PutRule", "no pattern", { Name: none, EventPattern: "s3" }, "InvalidEventPatternException 400", owner),
    events(
      "PutRule",
      "a service's rule",
      { Name: "AutoScalingManagedRule", EventPattern: "{}" },
      "ManagedRuleException 400",
      owner,
    ),
    events("DeleteRule", "a service's rule", { Name: "AutoScalingManagedRule" }, "ManagedRuleException 400", owner),
    events(
      "PutTargets",
      "no such rule",
      { Rule: none, Targets: [{ Id: "1", Arn: topic }] },
      "ResourceNotFoundException 400",
      owner,
    ),

    sns("GetTopicAttributes", "no such topic", { TopicArn: topic }, "NotFoundException 404"),
    sns("ListSubscriptionsByTopic", "no such topic", { TopicArn: topic }, "NotFoundException 404"),
    sns("GetTopicAttributes", "no ARN", { TopicArn: none }, "InvalidParameterException 400"),
    sns("GetTopicAttributes", "of another region", { TopicArn: topic }, "InvalidParameterException 400", {
      region: second,
    }),
    sns(
      "GetTopicAttributes",
      "another account's",
      { TopicArn: arn("sns", "claims-dev", none) },
      "AuthorizationErrorException 403",
    ),
    sns("ListTopics", "a token it never gave", { NextToken: none }, "InvalidParameterException 400"),
    sns("Subscribe", "no such topic", { TopicArn: topic, Protocol: "email" }, "NotFoundException 404", owner),

    sqs("GetQueueUrl", "no such queue", { QueueName: none }, "QueueDoesNotExist 400"),
    sqs("GetQueueAttributes", "no such queue", { QueueUrl: queue }, "QueueDoesNotExist 400"),
    sqs("ReceiveMessage", "no such queue", { QueueUrl: queue }, "QueueDoesNotExist 400", {
      ...admin,
      region: home,
    }),
    sqs("DeleteMessage", "no such queue", { QueueUrl: queue, ReceiptHandle: none }, "QueueDoesNotExist 400", admin),
  ];
}
