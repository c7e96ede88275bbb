/** What a host that has processes does for tests. */

import type { TestReport } from './report';

export interface TestRequest {
  /** Paths of scenario files. */
  readonly scenarios: readonly string[];
  /** Count the lines that run. */
  readonly coverage: boolean;
  /** Gets what the compiler and the command say meanwhile. */
  readonly said: (text: string) => void;
  /** Calls back when the user does not want it any more. */
  readonly onCancel: (stop: () => void) => void;
}

export interface TestAnswer {
  /** undefined: it ended before it had one. */
  readonly report: TestReport | undefined;
  /** LCOV, where coverage was asked for. */
  readonly lcov: string | undefined;
}

export type RunTests = (request: TestRequest) => Promise<TestAnswer>;
