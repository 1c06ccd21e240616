import { type MetricMeter, noopMetricMeter as none } from '@temporalio/common';

/** A meter that adds up its counters by name, whatever their labels. */
export function countingMeter(): { meter: MetricMeter; counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  const add = (name: string, value: number) => {
    counts[name] = (counts[name] ?? 0) + value;
  };
  const meter: MetricMeter = {
    createCounter: (name) => ({ ...none.createCounter(name), add: (value) => add(name, value) }),
    createHistogram: (name) => none.createHistogram(name),
    createGauge: (name) => none.createGauge(name),
    withTags: () => meter,
  };
  return { meter, counts };
}
