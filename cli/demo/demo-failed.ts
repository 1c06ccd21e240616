/** The demo could not be played to its end; no mistake of a job's. */
export class DemoFailed extends Error {
  override readonly name = 'DemoFailed';
  /** The last lines that a part had logged. */
  readonly tail: readonly string[];

  constructor(message: string, tail: readonly string[] = []) {
    super(message);
    this.tail = tail;
  }
}
