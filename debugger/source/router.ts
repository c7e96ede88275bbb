/** The functions behind the selectors of `route(…)`. */

import type { FunctionAbi } from '../chain/abi/contractAbi';
import { parseType } from '../chain/abi/valueType';
import { decodedBy } from './decoding';
import type { Items, RustFunction } from './items';
import { lastName } from './items';
import type { Syntax } from './syntax';

/** What handles one selector. */
interface Arm {
  readonly selector: number;
  /** Of the constant, where it is one. */
  readonly constant: string | undefined;
  readonly body: Syntax;
}

/** A closure or function that `route` calls for each call. */
interface Handler {
  readonly body: Syntax;
  /** Its third parameter. */
  readonly call: string;
}

/** Whether a source routes at all. */
export function hasRoute(roots: readonly Syntax[]): boolean {
  return routesOf(roots).length > 0;
}

/** In the order of their selectors; of two arms for one selector, Rust takes the first. */
export function routedFunctions(roots: readonly Syntax[], items: Items): FunctionAbi[] {
  const functions = new Map<number, FunctionAbi>();
  for (const route of routesOf(roots)) {
    const handler = handlerOf(route, items);
    if (handler === undefined) continue;
    for (const arm of armsOf(handler, items)) {
      if (!functions.has(arm.selector)) {
        functions.set(arm.selector, readArm(arm, handler, items));
      }
    }
  }
  const sorted = [...functions.values()].sort((a, b) => a.selector - b.selector);
  return sorted.map((it, at) =>
    sorted.findIndex(other => other.name === it.name) === at
      ? it
      : { ...it, name: `${it.name}_${it.selector}` },
  );
}

function routesOf(roots: readonly Syntax[]): Syntax[] {
  return roots
    .flatMap(it => [...it.descendants()])
    .filter(it => it.kind === 'CallExpression' && lastName(it.first?.text ?? '') === 'route');
}

function handlerOf(route: Syntax, items: Items): Handler | undefined {
  const given = (route.child('ArgList')?.children() ?? []).filter(it => !/^[(),]$/.test(it.kind));
  const last = given.at(-1);
  if (last === undefined) return undefined;
  if (last.kind === 'ClosureExpression') {
    const parameters = last.child('ParamList')?.children() ?? [];
    const call = parameters.filter(it => it.kind === 'Parameter')[2];
    const body = last.children().at(-1);
    const name = call?.child('BoundIdentifier')?.text;
    return name === undefined || body === undefined ? undefined : { body, call: name };
  }
  const named = items.named(last);
  const call = named?.parameters[2]?.name;
  return named === undefined || call === undefined ? undefined : { body: named.body, call };
}

function armsOf({ body, call }: Handler, items: Items): Arm[] {
  const selectors = new Set([`${call}.selector`]);
  const arms: Arm[] = [];
  for (const it of [body, ...body.descendants()]) {
    if (it.kind === 'LetDeclaration') {
      const name = it.child('BoundIdentifier')?.text;
      const value = it.child('FieldExpression')?.text;
      if (name !== undefined && value === `${call}.selector`) selectors.add(name);
    } else if (it.kind === 'MatchExpression') {
      if (selectors.has(it.children()[1]?.text ?? '')) arms.push(...matchArms(it, items));
    } else if (it.kind === 'IfExpression') {
      arms.push(...comparedArm(it, selectors, items));
    }
  }
  return arms;
}

function matchArms(match: Syntax, items: Items): Arm[] {
  const arms = match.child('MatchBlock')?.children() ?? [];
  return arms.flatMap(it => {
    const children = it.children();
    const arrow = children.findIndex(child => child.kind === '=>');
    const pattern = children[0];
    const body = children[arrow + 1];
    if (it.kind !== 'MatchArm' || pattern === undefined || body === undefined) return [];
    const patterns =
      pattern.kind === 'OrPattern' ? pattern.children().filter(own => own.kind !== '|') : [pattern];
    return patterns.flatMap(own => armOf(own, body, items));
  });
}

/** `if call.selector == OPEN { … }` */
function comparedArm(it: Syntax, selectors: ReadonlySet<string>, items: Items): Arm[] {
  const condition = it.child('BinaryExpression');
  const body = it.child('Block');
  const [left, operator, right] = condition?.children() ?? [];
  if (left === undefined || right === undefined || body === undefined) return [];
  if (operator?.text !== '==' || !selectors.has(left.text)) return [];
  return armOf(right, body, items);
}

function armOf(pattern: Syntax, body: Syntax, items: Items): Arm[] {
  const selector = items.number(pattern);
  if (selector === undefined || selector < 0 || selector > 0xff) return [];
  const isConstant = /Identifier$/.test(pattern.kind);
  return [{ selector, body, constant: isConstant ? lastName(pattern.text) : undefined }];
}

function readArm({ selector, constant, body }: Arm, handler: Handler, items: Items): FunctionAbi {
  const callee = mainCallee(body, items);
  const { fields } = decodedBy(body, handler.body, `${handler.call}.args`, items);
  const output = returned(body, items, 0);
  const type = output === undefined ? undefined : parseType(output);
  return {
    name: callee?.name ?? constant?.toLowerCase() ?? `selector_${selector}`,
    selector,
    ...(callee?.docs !== undefined && { docs: callee.docs }),
    mutability: 'write',
    isInit: false,
    inputs: fields,
    output: type,
    outputName: output,
  };
}

/** The last of the functions of this crate that an arm calls, itself and not for an argument of another. */
function mainCallee(body: Syntax, items: Items): RustFunction | undefined {
  const own = items.callee(body);
  if (own !== undefined) return own;
  let found: RustFunction | undefined;
  for (const it of body.children()) found = mainCallee(it, items) ?? found;
  return found;
}

/** What it gives back by clibc's `Result` or `return_bytes`, as Rust spells it. */
function returned(body: Syntax, items: Items, depth: number): string | undefined {
  for (const it of [body, ...body.descendants()]) {
    if (it.kind !== 'CallExpression') continue;
    const name = it.first?.text.replace(/\s/g, '') ?? '';
    if (/(^|::)Result::with_u32$/.test(name)) return 'u32';
    if (/(^|::)(return_bytes|Result::new_with_data)$/.test(name)) return '&[u8]';
    const callee = items.callee(it);
    const isResult = callee?.returns === undefined || /\bResult\b|^!$/.test(callee.returns);
    if (callee === undefined || !isResult || depth > 4) continue;
    const inner = returned(callee.body, items, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
