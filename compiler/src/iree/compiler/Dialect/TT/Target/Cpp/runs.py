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

from iree.tenstorrent.compiler.IR.dialect import defining_op
from iree.tenstorrent.compiler.Target.Cpp import buffers, scf
from iree.tenstorrent.compiler.Target.Cpp.buffers import Buffer, Extent, Space
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter, for_loops
from iree.tenstorrent.compiler.Target.Cpp.memref import CACHE, access_of, part_addresses, site
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, Printer, TypeHandler

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


def loop(printer: LoopPrinter, op: ir.Operation) -> None:
    """scf.for: as runs where the body allows it, else plain."""
    accesses = _accesses(printer, op)
    if accesses is None:
        scf.OPS["scf.for"](printer, op)
    else:
        _print_runs(printer, op, accesses)


# --- What the body does -----------------------------------------------------------------------------


def _accesses(printer: LoopPrinter, loop_op: ir.Operation) -> list[Access] | None:
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
        if access_of(op) is not None:
            access = _access(printer, op, steps)
            if access is None:
                return None
            accesses.append(access)
        for result in op.results:
            steps[result] = _step_of(op, steps)
    return accesses


def _access(
    printer: LoopPrinter, op: ir.Operation, steps: dict[ir.Value, int | None]
) -> Access | None:
    reached = access_of(op)
    assert reached is not None
    buffer = printer.buffers.get(reached.target)
    if buffer is None:
        return None
    indices = reached.indices
    moved = 0
    for index, stride in zip(indices, buffer.strides, strict=True):
        step = steps.get(index, 0)
        if step == 0:
            continue
        if step is None or isinstance(stride, str):
            return None
        moved += step * stride
    if buffer.space is Space.DRAM:
        element = buffer.element
        if element.is_packed or element.parts != 1:
            return None
        if abs(moved) * element.part_bytes > MAX_STEP_BYTES:
            return None
    return Access(op, buffer, indices, moved, reached.is_store)


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
        return self.buffer.element.part_bytes

    @property
    def cpp(self) -> str:
        return self.buffer.element.cpp


@dataclass(frozen=True)
class _Loop:
    """C++ names of a loop in runs: first iteration of the run, its length, the number within it."""

    start: str
    count: str
    number: str
    step: int

    def scaled(self, text: str) -> str:
        return text if self.step == 1 else f"{text} * {self.step}"


def _print_runs(printer: LoopPrinter, op: ir.Operation, accesses: list[Access]) -> None:
    low, high, _ = (printer.expr(operand) for operand in list(op.operands)[:3])
    step = buffers.constant_index(op.operands[2])
    assert step is not None
    body = op.regions[0].blocks[0]
    induction, *carried = body.arguments
    names = []
    for argument, result, initial in zip(carried, op.results, list(op.operands)[3:], strict=True):
        name = printer.declare(result, printer.expr(initial), hint="carried")
        printer.alias(argument, name)
        names.append(name)
    loop_ = _Loop(printer.fresh("i"), printer.fresh("n"), printer.fresh("j"), step)
    uses_cache = any(a.buffer.space is Space.DRAM for a in accesses)
    if uses_cache:
        printer.require("page_run")
    header = f"for (uint64_t {loop_.start} = {low}; int64_t({loop_.start}) < int64_t({high});)"
    with printer.scope(header):
        trips = f"{high} - {loop_.start}"
        if step != 1:
            trips = f"({trips} + {step - 1}) / {step}"
        printer.statement(f"uint64_t {loop_.count} = {trips};")
        printer.alias(induction, loop_.start)
        places, by_access = _open(printer, body, accesses, loop_.count)
        held = [p for p in places if p.line][:-1]
        checks = " && ".join(f"run_holds({CACHE}, {p.line}, {p.address})" for p in held)
        if checks:
            with printer.scope(f"if ({checks})", "} else {"):
                _fast(printer, op, places, by_access, names, loop_)
            with printer.continued_scope():
                _slow(printer, op, names, loop_)
        else:
            _fast(printer, op, places, by_access, names, loop_)
        printer.statement(f"{loop_.start} += {loop_.scaled(loop_.count)};")


def _open(
    printer: LoopPrinter, body: ir.Block, accesses: list[Access], count: str
) -> tuple[list[_Place], dict[ir.Operation, _Place]]:
    """Prints the addresses at the start of the run and brings the pages in."""
    needed = _slice(body, accesses)
    for view in list(body.operations)[:-1]:
        if view.operation in needed:
            printer.op(view.operation)
    places: dict[tuple[str, str, str], _Place] = {}
    by_access = {}
    for access in accesses:
        indices = [buffers.extent_of(printer, index) for index in access.indices]
        linear = access.buffer.linear(indices)
        key = (access.buffer.base, access.buffer.element.cpp, str(linear))
        if key not in places:
            place = _Place(access.buffer, linear, access.step, printer.fresh("p"))
            places[key] = place
            if access.buffer.space is Space.DRAM:
                place.line, place.address = site(printer), printer.fresh("a")
                text = part_addresses(access.buffer, linear)[0]
                printer.statement(f"const uint64_t {place.address} = {text};")
                step = access.step * place.bytes
                printer.statement(
                    f"const uint32_t {place.pointer} = open_run({CACHE}, {place.line}, "
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
        owner = defining_op(pending.pop())
        if owner is not None and owner.block == body and owner not in needed:
            needed.add(owner)
            pending.extend(owner.operands)
    return needed


def _fast(
    printer: LoopPrinter,
    op: ir.Operation,
    places: list[_Place],
    by_access: dict[ir.Operation, _Place],
    names: list[str],
    loop_: _Loop,
) -> None:
    for place in places:
        if place.line:
            cpp = place.buffer.element.memory_cpp
            typed = printer.fresh("q")
            pointer = f"reinterpret_cast<tt_l1_ptr {cpp}*>(uintptr_t({place.pointer}))"
            printer.statement(f"tt_l1_ptr {cpp}* const {typed} = {pointer};")
            place.pointer = typed
        elif place.linear != 0:
            const = "const " if place.buffer.space is Space.TABLE else ""
            printer.statement(
                f"{const}{place.cpp}* const {place.pointer} = {place.buffer.base} + {place.linear};"
            )
        else:
            place.pointer = place.buffer.base
    _hoist(printer, places)
    if _independent(places) and not names:
        printer.statement("#pragma GCC ivdep")
    number = loop_.number
    with printer.scope(f"for (uint64_t {number} = 0; {number} < {loop_.count}; ++{number})"):
        _induction(printer, op, loop_)

        def load(inner: Printer, access: ir.Operation) -> None:
            _fast_load(inner, access, by_access[access], number)

        def store(inner: Printer, access: ir.Operation) -> None:
            _fast_store(inner, access, by_access[access], number)

        before = (printer.handle("memref.load", load), printer.handle("memref.store", store))
        scf.print_block(printer, op.regions[0].blocks[0], names)
        for name, handler in zip(("memref.load", "memref.store"), before, strict=True):
            assert handler is not None
            printer.handle(name, handler)
    for place in places:
        if place.variable and place.stored:
            printer.statement(f"{place.pointer}[0] = {place.variable};")
        if place.stored and place.line:
            step = place.step * place.bytes
            printer.statement(
                f"mark_run({CACHE}, {place.line}, {place.address}, {step}, {place.bytes}, "
                f"{loop_.count});"
            )


def _slow(printer: LoopPrinter, op: ir.Operation, names: list[str], loop_: _Loop) -> None:
    """The same iterations with a look-up at every access: the pages did not fit together."""
    number = loop_.number
    with printer.scope(f"for (uint64_t {number} = 0; {number} < {loop_.count}; ++{number})"):
        _induction(printer, op, loop_)
        scf.print_block(printer, op.regions[0].blocks[0], names)


def _induction(printer: LoopPrinter, op: ir.Operation, loop_: _Loop) -> None:
    name = printer.fresh("i")
    printer.statement(f"const uint64_t {name} = {loop_.start} + {loop_.scaled(loop_.number)};")
    printer.alias(op.regions[0].blocks[0].arguments[0], name)


def _hoist(printer: LoopPrinter, places: list[_Place]) -> None:
    """Keeps elements that do not move in variables, where no other access may touch them."""
    for place in places:
        others = [p for p in places if p is not place and p.buffer.root == place.buffer.root]
        alone = not others or not (place.stored or any(p.stored for p in others))
        if place.step == 0 and alone:
            place.variable = printer.fresh("e")
            const = "" if place.stored else "const "
            # A stored element that is not loaded first gets its value in the body.
            printer.statement(f"{const}{place.cpp} {place.variable} = {place.pointer}[0];")


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
    printer.define(
        op.results[0], f"({text} & 1) != 0" if place.line and place.cpp == "bool" else text
    )


def _fast_store(printer: Printer, op: ir.Operation, place: _Place, number: str) -> None:
    target = place.variable or _element(place, number)
    printer.statement(f"{target} = {printer.expr(op.operands[0])};")


def _element(place: _Place, number: str) -> str:
    if place.step == 0:
        return f"{place.pointer}[0]"
    step = "" if place.step == 1 else f" * {place.step}"
    return f"{place.pointer}[int64_t({number}){step}]" if step else f"{place.pointer}[{number}]"


OPS: dict[str, Handler] = {"scf.for": for_loops(loop)}
TYPES: tuple[TypeHandler, ...] = ()
