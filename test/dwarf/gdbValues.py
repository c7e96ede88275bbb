"""Runs a program in QEMU under gdb, and answers what gdb has for the variables that a plan names, stop by stop.

Started by gdb. The plan, a file of JSON whose path is in PLAN, is what `gdbValues.ts` writes; the answer goes to ANSWER.
"""

import json
import os
import struct
import traceback

import gdb

INTEGERS = (
    gdb.TYPE_CODE_INT,
    gdb.TYPE_CODE_CHAR,
    gdb.TYPE_CODE_BOOL,
    gdb.TYPE_CODE_ENUM,
    gdb.TYPE_CODE_PTR,
    gdb.TYPE_CODE_MEMBERPTR,
)

REFERENCES = (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF)


def part(value, path):
    """The part at the end of a path: numbers of fields and of elements, -1 to what a pointer points to."""
    for step in path:
        kind = value.type.strip_typedefs()
        if step < 0:
            value = value.dereference()
            continue
        if kind.code == gdb.TYPE_CODE_ARRAY:
            value = value[kind.range()[0] + step]
        else:
            value = value[kind.fields()[step]]
    return value


def bits_text(value):
    """A number as its bits without a sign, or the reason why there is none."""
    if value.is_optimized_out:
        return "optimized out"
    kind = value.type.strip_typedefs()
    if kind.code in REFERENCES:
        return str(int(value.referenced_value().address) % (1 << 32))
    if kind.code == gdb.TYPE_CODE_FLT:
        return str(int.from_bytes(struct.pack("<f" if kind.sizeof == 4 else "<d", float(value)), "little"))
    if kind.code in INTEGERS:
        # `int` of 128 bits loses the upper half; gdb prints all of it.
        if kind.sizeof > 8:
            return str(int(value.format_string(format="x"), 16))
        return str(int(value) % (1 << (8 * kind.sizeof)))
    return "no number"


def guarded(read):
    try:
        return read()
    except (gdb.error, gdb.MemoryError, OverflowError, ValueError) as error:
        return "error: " + str(error)


def functions_at(pc):
    """The variables of each function at an address, innermost inlined call first: by name and line."""
    block = gdb.block_for_pc(pc)
    found = []
    variables = {}
    while block is not None and not block.is_global and not block.is_static:
        for symbol in block:
            if symbol.is_variable or symbol.is_argument:
                variables.setdefault("%s:%d" % (symbol.name, symbol.line), []).append(symbol)
        if block.function is not None:
            found.append(variables)
            variables = {}
        block = block.superblock
    return found


def answer(frame, depth, wanted):
    # A caller stands at its call, not behind it.
    functions = functions_at(frame.pc() - min(depth, 1))
    results = []
    for it in wanted:
        symbols = functions[it["function"]].get(it["key"], []) if it["function"] < len(functions) else []
        if it["occurrence"] >= len(symbols):
            results.append({"problem": "gdb has no such variable"})
            continue
        symbol = symbols[it["occurrence"]]
        results.append(guarded(lambda: read(symbol.value(frame), it)))
    return results


def read(value, wanted):
    result = {"size": value.type.sizeof}
    # Also where only a part is: the parts tell.
    result["optimizedOut"] = value.is_optimized_out
    is_reference = value.type.strip_typedefs().code in REFERENCES
    if is_reference:
        result["size"] = 4
    address = None if is_reference else guarded(lambda: int(value.address) if value.address is not None else None)
    if isinstance(address, int):
        result["address"] = address % (1 << 32)
    result["parts"] = [guarded(lambda: bits_text(part(value, path))) for path in wanted["parts"]]
    return result


def physical(frame):
    """The frames of functions that are not inlined."""
    frames = []
    while frame is not None and len(frames) < 4:
        if frame.type() != gdb.INLINE_FRAME:
            frames.append(frame)
        frame = frame.older()
    return frames


def main():
    with open(os.environ["PLAN"]) as file:
        plan = json.load(file)
    for command in ("pagination off", "confirm off", "backtrace limit 16", "print entry-values no"):
        gdb.execute("set " + command)
    # gdb 13 finds nothing through the index of names that LLVM writes in DWARF 5.
    gdb.execute("file -readnow " + plan["program"])
    gdb.execute("target remote | exec " + plan["machine"])
    for name, value in plan["registers"].items():
        gdb.execute("set $%s = %d" % (name, value))
    for address in plan["breakpoints"]:
        gdb.execute("break *%d" % address, to_string=True)
    stops = []
    for stop in plan["stops"]:
        gdb.execute("continue", to_string=True)
        frames = physical(gdb.newest_frame())
        answers = []
        for depth, wanted in enumerate(stop["frames"]):
            answers.append(answer(frames[depth], depth, wanted) if depth < len(frames) else None)
        stops.append({"pc": gdb.newest_frame().pc(), "frames": answers})
    with open(os.environ["ANSWER"], "w") as file:
        json.dump(stops, file)


try:
    main()
except Exception:
    with open(os.environ["ANSWER"], "w") as file:
        json.dump(traceback.format_exc(), file)
