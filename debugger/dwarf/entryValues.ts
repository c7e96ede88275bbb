/** What a parameter's register held when its function was entered, as the description of the call tells it. [DWARF5 §3.4] */

import { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import { evaluateAddress } from './expression';
import type { ExpressionFrame } from './expressionContext';
import { expressionContext, frameBaseOf } from './expressionContext';
import type { Functions } from './functions';
import type { Unwinder } from './unwind';

/** What was passed may have been passed to the caller in turn. */
const MAX_CALLS = 8;

const REGISTER_BYTES = 4;

/** gcc's tags and attributes from before DWARF 5 beside the standard's. */
const callSites: ReadonlySet<number> = new Set([dw.DW_TAG_call_site, dw.DW_TAG_GNU_call_site]);
const parameters: ReadonlySet<number> = new Set([
  dw.DW_TAG_call_site_parameter,
  dw.DW_TAG_GNU_call_site_parameter,
]);

export class EntryValues {
  constructor(
    readonly functions: Functions,
    readonly unwinder: Unwinder,
  ) {}

  /** @param expression of DW_OP_entry_value; undefined where the caller does not say what it gave */
  read(expression: Uint8Array, frame: ExpressionFrame, depth = 0): bigint | undefined {
    const unwound = depth < MAX_CALLS ? this.unwinder.unwind(frame.pc, frame) : undefined;
    const returnAddress = unwound?.returnAddress;
    if (!unwound || returnAddress === undefined) return undefined;
    const [callee] = this.functions.scopesAt(frame.pc);
    const [caller] = this.functions.scopesAt(returnAddress - 1);
    const site = callee && caller && callSiteOf(caller.entry, callee.entry, returnAddress);
    const register = callee && registerOf(callee.entry, expression);
    const value = site && register !== undefined ? valueOf(site, register) : undefined;
    if (!caller || !value) return undefined;
    const outer = this.#frameOf(returnAddress - 1, unwound.registers, frame, depth);
    const context = expressionContext(caller.entry, outer, frameBaseOf(caller.entry, outer));
    const found = evaluateAddress(value, context);
    return found === undefined ? undefined : BigInt(found);
  }

  #frameOf(
    pc: number,
    values: ReadonlyMap<number, number>,
    inner: ExpressionFrame,
    depth: number,
  ): ExpressionFrame {
    const { unwinder } = this;
    const frame: ExpressionFrame = {
      pc,
      get cfa() {
        return unwinder.unwind(pc, frame)?.cfa;
      },
      registers: number => (number === 0 ? 0 : values.get(number)),
      readMemory: (address, length) => inner.readMemory(address, length),
      entryValue: expression => this.read(expression, frame, depth + 1),
    };
    return frame;
  }
}

/** The call that returns to an address; undefined too where that call was to another function, which jumped on. */
function callSiteOf(caller: Entry, callee: Entry, returnAddress: number): Entry | undefined {
  const { unit } = caller;
  const { tags, ends } = unit.tree;
  for (let index = caller.index + 1; index < (ends[caller.index] ?? 0); index++) {
    if (!callSites.has(tags[index] ?? 0)) continue;
    const site = unit.entry(index);
    const address = site.address(dw.DW_AT_call_return_pc) ?? site.address(dw.DW_AT_low_pc);
    if (address !== returnAddress) continue;
    const called = site.reference(dw.DW_AT_call_origin) ?? site.origin;
    const isOther = called && called.declaration.offset !== callee.declaration.offset;
    return isOther ? undefined : site;
  }
  return undefined;
}

function valueOf(site: Entry, register: number): Uint8Array | undefined {
  for (const it of site.children()) {
    if (!parameters.has(it.tag)) continue;
    const place = bytesOf(it, dw.DW_AT_location);
    if (place && registerOf(it, place) === register) {
      return bytesOf(it, dw.DW_AT_call_value) ?? bytesOf(it, dw.DW_AT_GNU_call_site_value);
    }
  }
  return undefined;
}

/** The register that an expression of an entry names, as it is or as a number of a type that one register holds. */
function registerOf({ unit }: Entry, expression: Uint8Array): number | undefined {
  return unit.owner.problems.guard(undefined, () => {
    const r = new ByteReader(expression, 'expression');
    const operator = r.u8();
    if (operator >= dw.DW_OP_reg0 && operator <= dw.DW_OP_reg31) return operator - dw.DW_OP_reg0;
    if (operator === dw.DW_OP_regx) return r.uleb();
    const isTyped = operator === dw.DW_OP_regval_type || operator === dw.DW_OP_GNU_regval_type;
    if (!isTyped) return undefined;
    const register = r.uleb();
    const type = unit.owner.entryAt(unit.unitOffset + r.uleb());
    return (type?.number(dw.DW_AT_byte_size) ?? 0) <= REGISTER_BYTES ? register : undefined;
  });
}

function bytesOf(entry: Entry, name: number): Uint8Array | undefined {
  const value = entry.attribute(name);
  return value?.kind === 'expression' || value?.kind === 'block' ? value.bytes : undefined;
}
