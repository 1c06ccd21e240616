import { type Call, type CallKind, header } from './call.ts';
import { type FaultAction, type FaultRule, faultRule } from './fault-script.ts';

export interface FaultEntry {
  id: string;
  rule: ReturnType<typeof faultRule.parse>;
  /** Calls that matched, and calls that were hit. */
  seen: number;
  hits: number;
}

export interface FaultBook {
  add(rules: FaultRule | FaultRule[]): FaultEntry[];
  list(): FaultEntry[];
  clear(): void;
  /** The actions of every rule that hits this call, in the order in which they were scripted. */
  take(call: Call, kind: CallKind): { ids: string[]; actions: FaultAction[] };
}

/** Faults come before the log-in, so the user is read from the header where it is there in plain sight. */
function userOf(call: Call): string {
  const [scheme, value = ''] = (header(call, 'authorization') ?? '').split(' ');
  return scheme === 'Basic' ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : '';
}

function matches({ match }: FaultEntry['rule'], call: Call, kind: CallKind): boolean {
  const path = `${call.path}?${call.rawQuery}`;
  return (
    (match.kind === undefined || match.kind === kind) &&
    (match.method === undefined || match.method.toUpperCase() === call.method) &&
    (match.path === undefined || path.includes(match.path)) &&
    (match.pathPattern === undefined || new RegExp(match.pathPattern).test(path)) &&
    (match.user === undefined || match.user === userOf(call)) &&
    (match.body === undefined || call.body.includes(match.body))
  );
}

function isDue({ rule, seen, hits }: FaultEntry): boolean {
  return seen > rule.after && (rule.times === 'always' || hits < rule.times);
}

export function createFaultBook(): FaultBook {
  let entries: FaultEntry[] = [];
  let made = 0;

  function enter(rule: FaultRule): FaultEntry {
    made += 1;
    return { id: `fault-${made}`, rule: faultRule.parse(rule), seen: 0, hits: 0 };
  }

  return {
    add(rules) {
      const added = [rules].flat().map(enter);
      entries.push(...added);
      return added;
    },
    list: () => entries,
    clear() {
      entries = [];
    },
    take(call, kind) {
      const hit = entries.filter((entry) => {
        if (!matches(entry.rule, call, kind)) return false;
        entry.seen += 1;
        if (!isDue(entry)) return false;
        entry.hits += 1;
        return true;
      });
      return { ids: hit.map((entry) => entry.id), actions: hit.flatMap((entry) => entry.rule.action) };
    },
  };
}
