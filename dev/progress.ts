/** Takes one line about what is going on, for a person who waits. The caller prints it. */
export type Progress = (line: string) => void;

const everyMs = 5000;

/** Runs `work` and tells every few seconds how it stands: `describe` is asked only when a line is due. */
export async function reporting<T>(progress: Progress, describe: () => string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const ticker = setInterval(() => progress(`${describe()}, ${elapsed(startedAt)}`), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
  }
}

function elapsed(startedAt: number): string {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
