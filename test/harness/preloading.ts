/** Modules of this folder that are loaded before a worker, by what they do. */
export type Preload = 'kill-points' | 'no-workflow-cache';

/** Node's options that load them, in this order. */
export function preloading(...names: Preload[]): { NODE_OPTIONS: string } {
  const urls = names.map((name) => new URL(`./${name}.ts`, import.meta.url).href);
  return { NODE_OPTIONS: urls.map((url) => `--import=${url}`).join(' ') };
}

/** Set by `npm run end-to-end:uncached`: the workers of all labs keep no workflow between two tasks. */
export function asTheRunWants(): { NODE_OPTIONS?: string } {
  return process.env.REEVE_TEST_UNCACHED === undefined ? {} : preloading('no-workflow-cache');
}
