/** What the extension host's tests tell the ones outside, through a file. */

export interface HostResult {
  readonly title: string;
  /** With its stack; absent where the test passed. */
  readonly failure?: string;
}
