/** The endpoint cannot be used like this; nothing was written. */
export class EndpointUnusable extends Error {
  override readonly name = 'EndpointUnusable';
  /** What to do. */
  readonly advice: string | undefined;

  constructor(message: string, advice?: string) {
    super(message);
    this.advice = advice;
  }
}
