/** What happens between `launch` and its response: cargo's lines, diagnostics, progress. */

import type { Reporter } from '../engine/services';
import type { Progress } from './progress';
import type { Session } from './session';

export function launchReporter(session: Session, progress: Progress): Reporter {
  return {
    output: (text, category) =>
      session.send('output', { category, output: text.endsWith('\n') ? text : `${text}\n` }),
    progress: (title, message) => progress.show(title, message),
    buildStarted: crate => session.send('avm/buildStarted', { crate }),
    buildMessage: (crate, message) => session.send('avm/buildMessage', { crate, message }),
  };
}
