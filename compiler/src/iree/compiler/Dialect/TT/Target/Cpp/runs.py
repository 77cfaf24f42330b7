# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Innermost loops as runs: the cache is asked once for as many iterations as stay in the same pages,
the body works on plain L1 pointers, and elements that do not move stay in C++ variables.

Every access must move by a constant number of elements an iteration. Distinct bindings are taken
not to overlap within one such loop, as IREE guarantees for the bindings of a dispatch.
"""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.scalar import buffers, control_flow
from iree.tenstorrent.compiler.Target.Cpp.scalar.buffers import Buffer, Extent, Space
from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import (
    ComplexKind,
    IntegerKind,
    memory_bits,
)
from iree.tenstorrent.compiler.Target.Cpp.scalar.memory import (
    CACHE,
    address_text,
    load,
    site,
    store,
)
from iree.tenstorrent.compiler.Target.Cpp.scalar.printer import Printer, Rule, assign_all

# Steps of more than this many bytes leave a page too soon for a run to pay.
MAX_STEP_BYTES = 512
# Loops shorter than this are not worth the set-up.
MIN_TRIPS = 4


@dataclass(frozen=True)
class Access:
    """A load or store in the body; it moves `step` elements an iteration."""

    op: ir.Operation
    buffer: Buffer
    indices: tuple[ir.Value, ...]
    step: int
    is_store: bool


def loop(printer: Printer, op: ir.Operation) -> None:
    """scf.for: as runs where the body allows it, else plain."""
    accesses = _accesses(printer, op)
    if accesses is None:
        control_flow.for_loop(printer, op)
    else:
        _print_runs(printer, op, accesses)


# --- What the body does -----------------------------------------------------------------------------


def _accesses(printer: Printer, loop_op: ir.Operation) -> list[Access] | None:
    """The body's accesses, or None where the loop can't be made of runs."""
    body = loop_op.regions[0].blocks[0]
    step = buffers.constant_index(loop_op.operands[2])
    low, high = (buffers.constant_index(operand) for operand in list(loop_op.operands)[:2])
    if step is None or step < 1:
        return None
    if low is not None and high is not None and high - low < MIN_TRIPS * step:
        return None
    steps: dict[ir.Value, int | None] = {body.arguments[0]: step}
    for argument in list(body.arguments)[1:]:
        steps[argument] = None
    accesses = []
    for view in list(body.operations)[:-1]:
        op = view.operation
        if len(op.regions):
            return None
        if op.name in ("memref.load", "memref.store"):
            access = _access(printer, op, steps)
            if access is None:
                return None
            accesses.append(access)
        for result in op.results:
            steps[result] = _step_of(op, steps)
    return accesses


def _access(printer: Printer, op: ir.Operation, steps: dict[ir.Value, int | None]) -> Access | None:
    is_store = op.name == "memref.store"
    operands = list(op.operands)
    target = operands[1] if is_store else operands[0]
    buffer = printer.buffers.get(target)
    if not isinstance(buffer, Buffer):
        return None
    indices = tuple(operands[2:] if is_store else operands[1:])
    moved = 0
    for index, stride in zip(indices, buffer.strides, strict=True):
        step = steps.get(index, 0)
        if step == 0:
            continue
        if step is None or isinstance(stride, str):
            return None
        moved += step * stride
    if buffer.space is Space.DRAM:
        kind = buffer.kind
        bits = memory_bits(kind)
        if bits < 8 or isinstance(kind, ComplexKind):
            return None
        if isinstance(kind, IntegerKind) and kind.width != kind.storage:
            return None
        if abs(moved) * bits // 8 > MAX_STEP_BYTES:
            return None
    return Access(op, buffer, indices, moved, is_store)


def _step_of(op: ir.Operation, steps: dict[ir.Value, int | None]) -> int | None:
    """By how much an op's result grows an iteration; None where that is no constant."""
    moves = [steps.get(operand, 0) for operand in op.operands]
    if op.name in ("memref.load", "tensor.extract"):
        return None
    if all(move == 0 for move in moves):
        return 0
    known = [move for move in moves if move is not None]
    if len(known) != len(moves) or not isinstance(op.results[0].type, ir.IndexType):
        return None
    if op.name == "arith.addi":
        return known[0] + known[1]
    if op.name == "arith.subi":
        return known[0] - known[1]
    if op.name == "arith.muli":
        factors = [buffers.constant_index(operand) for operand in op.operands]
        for move, factor in ((known[0], factors[1]), (known[1], factors[0])):
            if factor is not None:
                return move * factor
    return None


# --- Printing ---------------------------------------------------------------------------------------


@dataclass
class _Place:
    """One element that the body accesses, perhaps several times."""

    buffer: Buffer
    linear: Extent
    step: int
    pointer: str
    line: str = ""  # the cache line's variable
    address: str = ""  # its arena address at the start of the run
    loaded: bool = False
    stored: bool = False
    variable: str = ""  # where the element lives during the run, if it does not move

    @property
    def bytes(self) -> int:
        return memory_bits(self.buffer.kind) // 8

    @property
    def cpp(self) -> str:
        return self.buffer.kind.cpp


def _print_runs(printer: Printer, op: ir.Operation, accesses: list[Access]) -> None:
    low, high, _ = (printer.value(operand) for operand in list(op.operands)[:3])
    step = buffers.constant_index(op.operands[2])
    body = op.regions[0].blocks[0]
    iv, *carried = body.arguments
    names = control_flow.initialise(printer, op, carried, list(op.operands)[3:])
    start, count, number = printer.fresh("i"), printer.fresh("n"), printer.fresh("j")
    uses_cache = any(a.buffer.space is Space.DRAM for a in accesses)
    if uses_cache:
        printer.headers.add("page_run.h")
    with printer.scope(f"for (int64_t {start} = {low}; {start} < {high};)"):
        trips = f"{high} - {start}"
        if step != 1:
            trips = f"({trips} + {step} - 1) / {step}"
        printer.line(f"int64_t {count} = {trips};")
        printer.alias(iv, start)
        places, by_access = _open(printer, body, accesses, count)
        held = [p for p in places if p.line][:-1]
        checks = " && ".join(f"run_holds({CACHE}, {p.line}, {p.address})" for p in held)
        if checks:
            with printer.scope(f"if ({checks})", tail="} else {"):
                _fast(printer, op, places, by_access, names, (start, count, number))
            printer.indent += 1
            _slow(printer, op, names, (start, count, number))
            printer.indent -= 1
            printer.line("}")
        else:
            _fast(printer, op, places, by_access, names, (start, count, number))
        scale = "" if step == 1 else f" * {step}"
        printer.line(f"{start} += {count}{scale};")
    for result, name in zip(op.results, names, strict=True):
        printer.alias(result, name)


def _open(
    printer: Printer, body: ir.Block, accesses: list[Access], count: str
) -> tuple[list[_Place], dict[ir.Operation, _Place]]:
    """Prints the addresses at the start of the run and brings the pages in."""
    needed = _slice(body, accesses)
    for view in list(body.operations)[:-1]:
        if view.operation in needed:
            printer.operation(view.operation)
    places: dict[tuple[str, str, str], _Place] = {}
    by_access = {}
    for access in accesses:
        indices = [buffers.extent_of(printer, index) for index in access.indices]
        linear = access.buffer.linear(indices)
        key = (access.buffer.base, access.buffer.kind.cpp, str(linear))
        if key not in places:
            place = _Place(access.buffer, linear, access.step, printer.fresh("p"))
            places[key] = place
            if access.buffer.space is Space.DRAM:
                place.line, place.address = site(printer), printer.fresh("a")
                text = address_text(access.buffer, linear)
                printer.line(f"const uint64_t {place.address} = {text};")
                step = access.step * place.bytes
                printer.line(
                    f"const uint32_t {place.pointer} = run_open({CACHE}, {place.line}, "
                    f"{place.address}, {step}, {place.bytes}, {count});"
                )
        places[key].loaded |= not access.is_store
        places[key].stored |= access.is_store
        by_access[access.op] = places[key]
    return list(places.values()), by_access


def _slice(body: ir.Block, accesses: list[Access]) -> set[ir.Operation]:
    """The ops of the body that the accesses' indices are computed by."""
    needed: set[ir.Operation] = set()
    pending = [index for access in accesses for index in access.indices]
    while pending:
        owner = pending.pop().owner
        if isinstance(owner, ir.Block):
            continue
        owner = owner.operation
        if owner.block == body and owner not in needed:
            needed.add(owner)
            pending.extend(owner.operands)
    return needed


def _fast(
    printer: Printer,
    op: ir.Operation,
    places: list[_Place],
    by_access: dict[ir.Operation, _Place],
    names: list[str],
    loop_names: tuple[str, str, str],
) -> None:
    start, count, number = loop_names
    for place in places:
        if place.line:
            cpp = "uint8_t" if place.cpp == "bool" else place.cpp
            typed = printer.fresh("q")
            pointer = f"reinterpret_cast<tt_l1_ptr {cpp}*>(uintptr_t({place.pointer}))"
            printer.line(f"tt_l1_ptr {cpp}* const {typed} = {pointer};")
            place.pointer = typed
        elif place.linear != 0:
            const = "const " if place.buffer.space is Space.TABLE else ""
            printer.line(
                f"{const}{place.cpp}* const {place.pointer} = {place.buffer.base} + {place.linear};"
            )
        else:
            place.pointer = place.buffer.base
    _hoist(printer, places)
    if _independent(places) and not names:
        printer.line("#pragma GCC ivdep")
    with printer.scope(f"for (int64_t {number} = 0; {number} < {count}; ++{number})"):
        _induction(printer, op, loop_names)
        rules = dict(printer.rules)
        rules["memref.load"] = lambda p, o: _fast_load(p, o, by_access[o], number)
        rules["memref.store"] = lambda p, o: _fast_store(p, o, by_access[o], number)
        saved, printer.rules = printer.rules, rules
        terminator = printer.block(op.regions[0].blocks[0])
        printer.rules = saved
        assign_all(printer, names, printer.operands(terminator))
    for place in places:
        if place.variable and place.stored:
            printer.line(f"{place.pointer}[0] = {place.variable};")
        if place.stored and place.line:
            step = place.step * place.bytes
            printer.line(
                f"run_mark({CACHE}, {place.line}, {place.address}, {step}, {place.bytes}, {count});"
            )


def _slow(
    printer: Printer, op: ir.Operation, names: list[str], loop_names: tuple[str, str, str]
) -> None:
    """The same iterations with a look-up at every access: the pages did not fit together."""
    _, count, number = loop_names
    with printer.scope(f"for (int64_t {number} = 0; {number} < {count}; ++{number})"):
        _induction(printer, op, loop_names)
        assign_all(printer, names, printer.operands(printer.block(op.regions[0].blocks[0])))


def _induction(printer: Printer, op: ir.Operation, loop_names: tuple[str, str, str]) -> None:
    start, _, number = loop_names
    step = buffers.constant_index(op.operands[2])
    name = printer.fresh("i")
    printer.line(f"const int64_t {name} = {start} + {number}{'' if step == 1 else f' * {step}'};")
    printer.alias(op.regions[0].blocks[0].arguments[0], name)


def _hoist(printer: Printer, places: list[_Place]) -> None:
    """Keeps elements that do not move in variables, where no other access may touch them."""
    for place in places:
        others = [p for p in places if p is not place and p.buffer.root == place.buffer.root]
        alone = not others or not (place.stored or any(p.stored for p in others))
        if place.step == 0 and alone:
            place.variable = printer.fresh("e")
            const = "" if place.stored else "const "
            # A stored element that is not loaded first gets its value in the body.
            printer.line(f"{const}{place.cpp} {place.variable} = {place.pointer}[0];")


def _independent(places: list[_Place]) -> bool:
    """True where no iteration reads or writes what another one writes."""
    for place in places:
        if not place.stored or place.variable:
            continue
        if place.step == 0:
            return False
        if any(p is not place and p.buffer.root == place.buffer.root for p in places):
            return False
    return not any(p.variable and p.stored for p in places)


def _fast_load(printer: Printer, op: ir.Operation, place: _Place, number: str) -> None:
    text = place.variable or _element(place, number)
    printer.kind(op.results[0], op)
    printer.define(op, f"({text} & 1) != 0" if place.line and place.cpp == "bool" else text)


def _fast_store(printer: Printer, op: ir.Operation, place: _Place, number: str) -> None:
    target = place.variable or _element(place, number)
    printer.line(f"{target} = {printer.value(op.operands[0])};")


def _element(place: _Place, number: str) -> str:
    if place.step == 0:
        return f"{place.pointer}[0]"
    step = "" if place.step == 1 else f" * {place.step}"
    return f"{place.pointer}[{number}{step}]"


RULES: dict[str, Rule] = {"scf.for": loop, "memref.load": load, "memref.store": store}
