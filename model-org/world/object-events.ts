/** What a team's buckets tell of new objects: the same name in every account and region, for queue, topic and function. */
export const objectEvents = "object-events";
