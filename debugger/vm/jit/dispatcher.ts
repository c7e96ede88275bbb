/**
 * Leads from region to region without a turn through JavaScript: a WebAssembly function
 *
 *   (left, fetches, entries) -> left, or its complement where one instruction is the interpreter's
 *
 * that looks pc up in the TLB for fetches, and its slot in the entries, and calls what it finds there, until it finds
 * nothing or a region gives up. Nothing that runs in it can change a translation or a mapping: all of that
 * is the interpreter's.
 */

import { WORD } from '../hart/layout';
import { WasmCode } from './code';
import { ENTRY_BITS, ENTRY_SHIFT } from './entry';
import { ADDEND, TLB_INDEX_MASK, TLB_INDEX_SHIFT } from './layout';
import { writeModule, type WasmFunction } from './module';
import { REGION_PARAMETERS } from './region';

const PARAMETERS = 3;
const LEFT = 0;
const FETCHES = 1;
const ENTRIES = 2;
const PC = 3;
const TLB_ENTRY = 4;
const ROW = 5;
const LOCALS = 3;

const REGION_TYPE = 1;

export function dispatcherModule(): Uint8Array {
  const shape = { parameters: PARAMETERS, called: REGION_PARAMETERS };
  return writeModule(shape, [dispatcher()]);
}

function dispatcher(): WasmFunction {
  const code = new WasmCode();
  const out = code.block();
  const again = code.loop();
  code
    .const(0)
    .memory('i32.load', WORD.PC * 4)
    .tee(PC);
  code.const(TLB_INDEX_SHIFT).op('i32.shr_u').const(TLB_INDEX_MASK).op('i32.and');
  code.get(FETCHES).op('i32.add').tee(TLB_ENTRY).memory('i32.load', 0);
  code.get(PC).const(-4096).op('i32.and').op('i32.ne').rarely().brIf(out);
  code.get(TLB_ENTRY).memory('i32.load', ADDEND).const(WORD.CODE).op('i32.sub');
  code.const(ENTRY_SHIFT).op('i32.shl').get(ENTRIES).op('i32.add').tee(ROW);
  code.get(PC).const(4095).op('i32.and').const(ENTRY_SHIFT).op('i32.shl').op('i32.add');
  code.memory('i32.load', 0).tee(TLB_ENTRY).op('i32.eqz').rarely().brIf(out);
  code.get(TLB_ENTRY).get(LEFT);
  code.get(PC).const(-4096).op('i32.and').get(ROW);
  code.get(TLB_ENTRY).const(ENTRY_BITS).op('i32.shr_u').callIndirect(REGION_TYPE);
  code.tee(LEFT).const(0).op('i32.ge_s').brIf(again);
  code.get(LEFT).return();
  code.end().unreachable();
  code.end();
  code.get(LEFT);
  return { locals: LOCALS, code: code.bytes, rare: code.rare };
}
