/** From the first word to the last. [DAP initialize, launch, configurationDone, restart, terminate, disconnect] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { DebugEngine } from '../../engine/debugEngine';
import { capabilities } from '../capabilities';
import { ClientOptions } from '../clientOptions';
import { connectEngine } from '../engineEvents';
import type { Handler } from '../handler';
import { launchReporter } from '../launchReporter';
import { readLaunchArguments } from '../launchArguments';
import { Progress } from '../progress';
import { RequestError } from '../requestError';
import type { AdapterServices } from '../services';
import type { Session } from '../session';
import { userSentence } from '../userSentence';

export const initialize: Handler<Dap.InitializeRequestArguments, Dap.Capabilities> = (
  session,
  args,
) => {
  session.client = new ClientOptions(args);
  return capabilities;
};

/** Builds and loads; the machine starts when the client has set its breakpoints. */
export const launch: Handler<unknown, Promise<void>> = async (session, args, { seq, signal }) => {
  const { kernel, ...options } = readLaunchArguments(args);
  const progress = new Progress(session, seq);
  const reporter = launchReporter(session, progress);
  try {
    await session.launch(async () => {
      const bytes = await session.services.readKernel(kernel);
      return DebugEngine.launch(
        { ...options, kernel: bytes, ...(kernel !== undefined && { kernelPath: kernel }) },
        cancellable(session.services, signal),
        reporter,
      );
    });
  } catch (error) {
    throw reporter.hasErrors && session.client.isVsCode ? withProblems(error) : error;
  } finally {
    progress.end();
  }
  connectEngine(session);
};

/** What rustc said is in the list of problems by now; without a link VS Code would offer to open launch.json. */
function withProblems(error: unknown): unknown {
  const sentence = userSentence(error);
  if (sentence === undefined) return error;
  return new RequestError(sentence, {
    url: 'command:workbench.actions.view.problems',
    label: 'Show Problems',
  });
}

/** Only now are programs known, so that breakpoints can be placed and answered at once. */
export function announceReady(session: Session): void {
  session.send('initialized', undefined);
}

/** What follows the response starts the machine. */
export const configurationDone: Handler<unknown, void> = () => undefined;

export const restart: Handler<Dap.RestartArguments, Promise<void>> = session => session.restart();

export const terminate: Handler<Dap.TerminateArguments, Promise<void>> = session => session.end();

/** The debuggee lives in this process and has no life after it. */
export const disconnect: Handler<Dap.DisconnectArguments, Promise<void>> = session => session.end();

/** The same services, whose builds end when the request is cancelled. */
function cancellable(services: AdapterServices, signal: AbortSignal): AdapterServices {
  const { build } = services;
  if (build === undefined) return services;
  return { ...services, build: (crate, listener) => build(crate, listener, signal) };
}
