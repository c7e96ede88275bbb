/** Runs named steps one after another, says what each does and how long it took, and keeps long ones talking. */

import { spawn } from 'node:child_process';

const isTerminal = process.stdout.isTTY === true;
const bold = text => (isTerminal ? `\u001b[1m${text}\u001b[0m` : text);
const dim = text => (isTerminal ? `\u001b[2m${text}\u001b[0m` : text);

/** A step that could not be done, with what the reader can do about it. */
export class StepError extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

/**
 * @param {string} name what the step does, as a phrase
 * @param {() => Promise<string | void> | string | void} body returns a word on the outcome, such as "up to date"
 */
export async function step(name, body) {
  const start = Date.now();
  console.log(bold(`==> ${name}`));
  const outcome = await body();
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(dim(`    ${outcome ?? 'done'} (${seconds} s)`));
}

/**
 * Runs a command. With `quiet` its output is kept back and shown only when it fails; a line every ten seconds
 * says that it is still at work.
 */
export function run(command, args, { quiet = false, env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const kept = [];
    const start = Date.now();
    const pulse = quiet
      ? setInterval(() => {
          const lastLine = kept.join('').trimEnd().split('\n').at(-1) ?? '';
          const seconds = Math.round((Date.now() - start) / 1000);
          console.log(dim(`    … ${seconds} s  ${lastLine.slice(0, 90)}`));
        }, 10_000)
      : undefined;
    child.stdout?.on('data', it => kept.push(String(it)));
    child.stderr?.on('data', it => kept.push(String(it)));
    child.on('error', error => {
      clearInterval(pulse);
      reject(new StepError(`${command}: ${error.message}`));
    });
    child.on('close', code => {
      clearInterval(pulse);
      if (code === 0) return resolve(kept.join(''));
      const tail = kept.join('').trimEnd().split('\n').slice(-30).join('\n');
      reject(
        new StepError(`${[command, ...args].join(' ')} ended with exit code ${code}\n${tail}`),
      );
    });
  });
}

/** Runs `main` and turns a StepError into a message and exit code 1. */
export async function runSteps(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(`\n${bold('Could not go on:')} ${error.message}`);
    if (error.advice) console.error(`\n${error.advice}`);
    process.exitCode = 1;
  }
}
