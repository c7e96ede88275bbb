/** What a person is told while something takes its time. */

import type { CliServices, ExecServices } from './services';
import type { Terminal } from './terminal';

/**
 * @param doing what goes on, as it is now
 * @returns for a run to breathe with: after a second it begins to say how long it has been
 */
export function breatheAndTell(
  doing: () => string,
  services: Pick<CliServices, 'breathe'> & Pick<ExecServices, 'seconds'>,
  terminal: Pick<Terminal, 'status'>,
): () => Promise<void> {
  const begin = services.seconds();
  return () => {
    const seconds = Math.floor(services.seconds() - begin);
    if (seconds > 0) terminal.status(`${doing()}, ${seconds} s`);
    return services.breathe();
  };
}
