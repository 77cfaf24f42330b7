# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Printer table of the scf dialect: structured control flow as C++'s own."""

from __future__ import annotations

from collections.abc import Sequence

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import defining_op
from iree.tenstorrent.compiler.Target.Cpp.arith import signed
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, Printer, PrintError, TypeHandler


def _assign(printer: Printer, targets: Sequence[str], values: Sequence[ir.Value]) -> None:
    """targets = values, all at once."""
    texts = [printer.expr(value) for value in values]
    pairs = [(t, v, x) for t, v, x in zip(targets, texts, values, strict=True) if t != v]
    if any(v in targets for _, v, _ in pairs):
        with printer.scope(""):
            names = [printer.fresh("next") for _ in pairs]
            for name, (_, text, value) in zip(names, pairs, strict=True):
                printer.statement(f"const {printer.type(value.type)} {name} = {text};")
            for name, (target, _, _) in zip(names, pairs, strict=True):
                printer.statement(f"{target} = {name};")
        return
    for target, text, _ in pairs:
        printer.statement(f"{target} = {text};")


def _body(block: ir.Block) -> tuple[list[ir.Operation], ir.Operation]:
    """The ops of a block and its terminator."""
    ops = [op.operation for op in block.operations]
    return ops[:-1], ops[-1]


def print_block(printer: Printer, block: ir.Block, targets: Sequence[str]) -> None:
    """A block whose scf.yield assigns `targets`."""
    ops, terminator = _body(block)
    for op in ops:
        printer.op(op)
    if terminator.name != "scf.yield":
        raise PrintError(f"no C++ form of '{terminator.name}' here", terminator)
    _assign(printer, targets, list(terminator.operands))


def _constant(value: ir.Value) -> int | None:
    op = defining_op(value)
    if op is not None and op.name == "arith.constant":
        return int(ir.IntegerAttr(op.attributes["value"]).value)
    return None


def _for(printer: Printer, op: ir.Operation) -> None:
    lower, upper, step = (printer.expr(value) for value in list(op.operands)[:3])
    block = op.regions[0].blocks[0]
    induction = block.arguments[0]
    carried = list(block.arguments)[1:]
    variables = []
    for argument, result, initial in zip(carried, op.results, list(op.operands)[3:], strict=True):
        name = printer.declare(result, printer.expr(initial), hint="carried")
        printer.alias(argument, name)
        variables.append(name)
    name_location = op.location
    hint = name_location.name_str if isinstance(name_location, ir.NameLoc) else "i"
    name = printer.fresh(hint)
    printer.alias(induction, name)
    # MLIR compares as signed; C++'s unsigned comparison is the same where both are known to be
    # non-negative.
    low, high = _constant(op.operands[0]), _constant(op.operands[1])
    unsigned = "unsignedCmp" in op.attributes or (
        low is not None and high is not None and low >= 0 and high >= 0
    )
    index_type = induction.type
    left = name if unsigned else signed(printer, name, index_type)
    right = upper if unsigned else signed(printer, upper, index_type)
    header = f"for ({printer.type(index_type)} {name} = {lower}; {left} < {right}; "
    header += f"++{name})" if _constant(op.operands[2]) == 1 else f"{name} += {step})"
    with printer.scope(header):
        print_block(printer, block, variables)


def _if(printer: Printer, op: ir.Operation) -> None:
    targets = [printer.declare(result) for result in op.results]
    blocks = [region.blocks[0] for region in op.regions if len(region.blocks)]
    empty_else = len(blocks) > 1 and len(blocks[1].operations) == 1 and not targets
    has_else = len(blocks) > 1 and not empty_else
    condition = printer.expr(op.operands[0])
    with printer.scope(f"if ({condition})", "} else {" if has_else else "}"):
        print_block(printer, blocks[0], targets)
    if has_else:
        with printer.continued_scope():
            print_block(printer, blocks[1], targets)


def _while(printer: Printer, op: ir.Operation) -> None:
    before, after = (region.blocks[0] for region in op.regions)
    carried = []
    for argument, initial in zip(before.arguments, op.operands, strict=True):
        carried.append(printer.declare(argument, printer.expr(initial), hint="carried"))
    results = [printer.declare(result) for result in op.results]
    with printer.scope("while (true)"):
        ops, condition = _body(before)
        for inner in ops:
            printer.op(inner)
        forwarded = list(condition.operands)[1:]
        _assign(printer, results, forwarded)
        printer.statement(f"if (!{printer.expr(condition.operands[0])}) break;")
        for argument, result in zip(after.arguments, results, strict=True):
            printer.alias(argument, result)
        print_block(printer, after, carried)


def _index_switch(printer: Printer, op: ir.Operation) -> None:
    targets = [printer.declare(result) for result in op.results]
    cases = list(ir.DenseI64ArrayAttr(op.attributes["cases"]))
    with printer.scope(f"switch ({printer.expr(op.operands[0])})"):
        for label, region in zip(
            ["default", *(f"case {c}" for c in cases)], op.regions, strict=True
        ):
            with printer.scope(f"{label}:"):
                print_block(printer, region.blocks[0], targets)
                printer.statement("break;")


def _execute_region(printer: Printer, op: ir.Operation) -> None:
    if len(op.regions[0].blocks) != 1:
        raise PrintError("only an scf.execute_region of one block has a C++ form", op)
    targets = [printer.declare(result) for result in op.results]
    with printer.scope(""):
        print_block(printer, op.regions[0].blocks[0], targets)


OPS: dict[str, Handler] = {
    "scf.for": _for,
    "scf.if": _if,
    "scf.while": _while,
    "scf.index_switch": _index_switch,
    "scf.execute_region": _execute_region,
}
TYPES: tuple[TypeHandler, ...] = ()
