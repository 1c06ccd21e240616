/** Longer than this, encoded, a filter goes in parts: Tomcat refuses request lines of more than 8 KiB. */
const GREATEST_FILTER = 4_000;

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Prime's filter for any of these names: `"a"` or `in("a","b")`. */
export function anyOf(names: readonly string[]): string {
  const quoted = names.map(quote);
  return quoted.length === 1 ? quoted.join() : `in(${quoted.join()})`;
}

/** The names, each once, in parts whose filters fit into a request line. */
export function inParts(names: readonly string[]): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const name of new Set(names)) {
    const length = encodeURIComponent(`${quote(name)},`).length;
    if (length > room) {
      parts.push([]);
      room = GREATEST_FILTER;
    }
    parts.at(-1)?.push(name);
    room -= length;
  }
  return parts;
}

/** A query string; Prime's own parameters begin with a dot. */
export function toQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
