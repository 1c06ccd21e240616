import { nestedList } from './address.ts';
import { type Operation, operationReply } from './operations.ts';
import { LONGEST_PAGE } from './query.ts';

/** GET rateService/rateLimits: the limits that this server really keeps. */
export const rateLimits: Operation = (call, address, { rateLimit }) => {
  const { concurrentPerUser, perUser, total, windowMs } = rateLimit.limits;
  const rateLimitsDTO = {
    limitPageSize: LONGEST_PAGE,
    limitUnpagedQuery: LONGEST_PAGE,
    maxAllUserConcurrentQueries: -1,
    maxConcurrentQueries: concurrentPerUser,
    perUserThreshold: perUser,
    totalRequestThreshold: total,
    windowSegments: 10,
    windowSize: windowMs,
  };
  return operationReply(call, address, { rateLimitsDTO: nestedList(address.version, [rateLimitsDTO]) });
};
