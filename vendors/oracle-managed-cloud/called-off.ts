/** More jobs than a process ever stops at the same time. */
const MOST = 1_000;

/**
 * Executions without a schedule whose cancel the vendor has answered. Nothing at the vendor tells them from those that
 * wait for a schedule, and a handle cannot change in a cancel. When the process forgets, the stop cancels again.
 */
export class CalledOff {
  readonly #ids = new Set<string>();

  add(executionId: string): void {
    this.#ids.add(executionId);
    const [oldest] = this.#ids;
    if (this.#ids.size > MOST && oldest !== undefined) this.#ids.delete(oldest);
  }

  has(executionId: string): boolean {
    return this.#ids.has(executionId);
  }
}
