/** From the first word to the last. [DAP initialize, launch, configurationDone, restart, terminate, disconnect] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { DebugEngine } from '../../engine/debugEngine';
import { capabilities, serverCapabilities } from '../capabilities';
import { connectEngine } from '../engineEvents';
import type { LaunchOptions } from '../../engine/services';
import type { LaunchArguments, ScenarioProblem } from '../../protocol';
import type { Call, Handler } from '../handler';
import type { LaunchReporter } from '../launchReporter';
import { launchReporter } from '../launchReporter';
import { readLaunchArguments } from '../launchArguments';
import { Progress } from '../progress';
import { RequestError } from '../requestError';
import { problemsSentence, scenarioProblems } from '../scenarioProblems';
import type { AdapterServices } from '../services';
import type { Session } from '../session';
import { staleSources } from '../staleSources';
import { userSentence } from '../userSentence';

export const initialize: Handler<Dap.InitializeRequestArguments, Dap.Capabilities> = (
  session,
  args,
) => {
  session.initialize(args);
  return session.canOutliveClient ? { ...capabilities, ...serverCapabilities } : capabilities;
};

/** Builds and loads; the machine starts when the client has set its breakpoints. */
export const launch: Handler<unknown, Promise<void>> = async (session, args, call) => {
  const wanted = readLaunchArguments(args);
  await loading(session, call, async reporter => {
    await session.launch(wanted, async () => {
      const services = cancellable(session.services, call.signal);
      const options = await launchOptions(session, wanted);
      const engine = await DebugEngine.launch(options, services, reporter);
      call.signal.throwIfAborted();
      return engine;
    });
  });
  connectEngine(session);
};

/** Builds and loads again, with the configuration as it is by now where the client sends it. */
export const restart: Handler<Dap.RestartArguments, Promise<void>> = async (
  session,
  args,
  call,
) => {
  // What `attach` is given names no scenario: the machine has its own.
  const wanted =
    args.arguments === undefined || session.isAttached
      ? session.launched
      : readLaunchArguments(args.arguments);
  await loading(session, call, async reporter => {
    await session.restart(wanted, async () => {
      const services = cancellable(session.services, call.signal);
      await session.engine.restart(await launchOptions(session, wanted), services, reporter);
      call.signal.throwIfAborted();
    });
  });
};

/** Shows how far it is, and where the user finds what was wrong. */
async function loading(
  session: Session,
  { seq }: Call,
  load: (reporter: LaunchReporter) => Promise<void>,
): Promise<void> {
  const progress = new Progress(session, {
    id: `request-${seq}`,
    requestId: seq,
    cancel: () => session.pending.cancel(seq),
  });
  const reporter = launchReporter(session, progress);
  try {
    await load(reporter);
    for (const it of await staleSources(session.engine.ownSources(), session.services)) {
      session.send('output', { category: 'important', output: `${it}\n` });
    }
  } catch (error) {
    // A build that fails is a problem of the scenario's, too; the compiler has said more of it.
    const problems = reporter.hasErrors ? [] : scenarioProblems(error);
    if (problems.length > 0) session.send('avm/scenarioProblems', { problems });
    const isListed = reporter.hasErrors || problems.length > 0;
    throw isListed && session.client.isVsCode ? withProblems(error, problems) : error;
  } finally {
    progress.end();
  }
}

async function launchOptions(session: Session, args: LaunchArguments): Promise<LaunchOptions> {
  const { kernel, ...options } = args;
  const bytes = await session.services.readKernel(kernel);
  return { ...options, kernel: bytes, ...(kernel !== undefined && { kernelPath: kernel }) };
}

/** They are in the list of problems by now, as is what rustc said; without a link VS Code would offer to open launch.json. */
function withProblems(error: unknown, problems: readonly ScenarioProblem[]): unknown {
  const sentence = problemsSentence(problems) ?? userSentence(error);
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

export const terminate: Handler<Dap.TerminateArguments, Promise<void>> = session => session.end();

/** The same services, whose builds end when the request is cancelled. */
function cancellable(services: AdapterServices, signal: AbortSignal): AdapterServices {
  const { build } = services;
  if (build === undefined) return services;
  return { ...services, build: (crate, listener) => build(crate, listener, signal) };
}
