/**
 * The outcomes as JUnit's XML, which build servers read: a suite for each scenario, a case for each transaction, and one
 * for what the scenario expects of the end. [https://github.com/testmoapp/junitxml]
 */

import type { Mismatch } from '../../chain/scenario/expectations';
import { formatMismatch } from '../../chain/scenario/expectations';
import { formatProblem } from '../../chain/scenario/problems';
import type { FailureView } from '../failures/failureView';
import type { ScenarioOutcome } from './outcome';

export function junit(outcomes: readonly ScenarioOutcome[]): string {
  const suites = outcomes.map(suite);
  const total = {
    tests: sum(suites.map(it => it.cases.length)),
    failures: sum(suites.map(it => it.failures)),
    errors: sum(suites.map(it => it.errors)),
    time: sum(outcomes.map(it => it.seconds)).toFixed(3),
  };
  const body = `${suites.map(it => it.xml).join('')}\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', total, body)}\n`;
}

interface Suite {
  readonly xml: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
}

function suite(it: ScenarioOutcome): Suite {
  const cases = casesOf(it);
  const failures = cases.filter(own => own.includes('<failure')).length;
  const errors = cases.filter(own => own.includes('<error')).length;
  const attributes = {
    name: it.name,
    file: it.file,
    tests: cases.length,
    failures,
    errors,
    time: it.seconds.toFixed(3),
  };
  return {
    xml: `\n  ${element('testsuite', attributes, `${cases.join('')}\n  `)}`,
    cases,
    failures,
    errors,
  };
}

function casesOf(it: ScenarioOutcome): string[] {
  const broken = it.reason === undefined ? [] : [brokenCase(it, it.reason)];
  const others = [...new Set(it.mismatches.map(own => own.transaction))].filter(
    index => !it.receipts.some(own => own.index === index),
  );
  return [
    ...broken,
    ...it.receipts.map(own => {
      const unmet = it.mismatches.filter(mismatch => mismatch.transaction === own.index);
      return testCase(it, `${own.index}: ${own.title}`, unmet, it.failures.get(own.index) ?? []);
    }),
    ...others.map(index => {
      const unmet = it.mismatches.filter(mismatch => mismatch.transaction === index);
      return testCase(it, index === undefined ? 'at the end' : `${index}`, unmet, []);
    }),
  ];
}

function brokenCase(it: ScenarioOutcome, reason: string): string {
  const error = element('error', { message: firstLine(reason), type: it.verdict }, text(reason));
  return `\n    ${element('testcase', { name: 'the scenario runs', classname: it.name }, error)}`;
}

function testCase(
  it: ScenarioOutcome,
  name: string,
  unmet: readonly Mismatch[],
  failures: readonly FailureView[],
): string {
  const [first] = unmet;
  if (first === undefined) {
    return `\n    ${element('testcase', { name, classname: it.name }, '')}`;
  }
  const lines = [
    ...unmet.map(own => formatProblem({ ...own.place, message: formatMismatch(own) })),
    ...failures.flatMap(describeFailure),
  ];
  const attributes = { message: formatMismatch(first), type: 'expectation' };
  const failure = element('failure', attributes, text(lines.join('\n')));
  return `\n    ${element('testcase', { name, classname: it.name }, failure)}`;
}

function describeFailure({ title, detail, stack }: FailureView): string[] {
  const frames = stack.map(
    it => `  at ${it.name}${it.path === undefined ? '' : ` ${it.path}:${it.line}`}`,
  );
  return [detail === undefined ? title : `${title}: ${detail}`, ...frames];
}

function element(name: string, attributes: Record<string, string | number>, body: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(String(value))}"`);
  return `<${name}${list.join('')}>${body}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** What XML 1.0 has no place for is left out: a contract may print any byte. [XML §2.2] */
function text(value: string): string {
  return value
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n\t]/g, it => ENTITIES[it] ?? it);
}

function firstLine(value: string): string {
  return value.split('\n', 1)[0] ?? '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
