/** What happens between `launch` and its response: cargo's lines, diagnostics, progress. */

import type { Reporter } from '../engine/services';
import type { Progress } from './progress';
import type { Session } from './session';

/** Knows afterwards whether the compiler found errors, which are then listed in the client. */
export interface LaunchReporter extends Reporter {
  readonly hasErrors: boolean;
}

export function launchReporter(session: Session, progress: Progress): LaunchReporter {
  let hasErrors = false;
  return {
    get hasErrors() {
      return hasErrors;
    },
    output: (text, category) =>
      session.send('output', { category, output: text.endsWith('\n') ? text : `${text}\n` }),
    progress: (title, message) => progress.show(title, message),
    buildStarted: crate => session.send('avm/buildStarted', { crate }),
    buildMessage: (crate, message) => {
      const isError = message.level === 'error';
      if (isError) hasErrors = true;
      session.send('avm/buildMessage', { crate, message });
      // VS Code lists them as problems; elsewhere nobody else says what the compiler has found.
      if (session.client.isVsCode || message.rendered === undefined) return;
      session.send('output', {
        category: isError ? 'stderr' : 'console',
        output: message.rendered,
      });
    },
  };
}
