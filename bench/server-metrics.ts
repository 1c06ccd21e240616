/** One line of Prometheus' text format. */
export interface MetricSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES: Record<string, string> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };
const SPECIAL: Record<string, number> = { '+Inf': Number.POSITIVE_INFINITY, '-Inf': Number.NEGATIVE_INFINITY };

/** Reads Prometheus' text format, its comments left out. */
export function readMetrics(text: string): MetricSample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value = ''] = LINE.exec(line.trim()) ?? [];
    return name === undefined ? [] : [{ name, labels: labelsOf(labels), value: SPECIAL[value] ?? Number(value) }];
  });
}

function labelsOf(text: string): Record<string, string> {
  const found = [...text.matchAll(LABEL)].map(([, name = '', value = '']) => [name, unescaped(value)]);
  return Object.fromEntries(found);
}

function unescaped(value: string): string {
  return value.replaceAll(/\\[n"\\]/g, (sequence) => ESCAPES[sequence] ?? sequence);
}

const REQUESTS = new Set(['persistence_requests', 'visibility_persistence_requests']);
/** Operations of the server's persistence that change nothing. The rest are writes, those to the visibility store too. */
const READS = /^(Get(?!OrCreate)|List|Count|Read|Scan|Assert|VisibilityGet|IsReplication)/;

/** How often the server has written to its stores since it was started, by operation. */
export function writesOf(samples: readonly MetricSample[]): Map<string, number> {
  const writes = new Map<string, number>();
  for (const { name, labels, value } of samples) {
    const { operation = '' } = labels;
    if (!REQUESTS.has(name) || READS.test(operation)) continue;
    writes.set(operation, (writes.get(operation) ?? 0) + value);
  }
  return writes;
}
