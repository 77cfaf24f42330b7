# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Cuts dispatches, at phase `flow`, that IREE fused so that only scalar loops take them.

A product with what follows it, or a reduction with two results, may be more than any strategy takes, though there are
some for its steps. It becomes dispatches of as many steps each as a strategy takes; what one passes on to another goes
through memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Splitting.steps import (
    Part,
    Steps,
    build_part,
    iterations,
)
from iree.tenstorrent.compiler.Target.choice import Strategies, choose
from iree.tenstorrent.compiler.Target.executable_ops import body, symbol
from iree.tenstorrent.compiler.Target.strategy import Dispatch
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# Runs of innermost bodies that scalar loops take as long for as another dispatch does.
_FEW = 1 << 14


@dataclass
class _Whole:
    """An executable of one function, and the operations that call it."""

    executable: ir.Operation
    export: ir.Operation
    steps: Steps
    calls: list[ir.Operation]

    @property
    def name(self) -> str:
        return symbol(self.export)


def split(module: ir.Operation, strategies: Strategies, target: TargetConfig) -> None:
    """Cuts each dispatch of a module that none of `strategies` takes, where they take parts of it."""
    for whole in list(_candidates(module)):
        steps = whole.steps
        if _runs(steps.steps) <= _FEW or _is_taken(steps.function, strategies, target):
            continue

        def taken(begin: int, end: int, steps: Steps = steps) -> bool:
            return _is_part_taken(steps, begin, end, strategies, target)

        cuts, all_taken = _cut(len(steps.steps), taken)
        left = [step for cut in cuts if cut not in all_taken for step in steps.steps[slice(*cut)]]
        if len(cuts) > 1 and _runs(left) <= _FEW:
            _replace(whole, cuts)


def _runs(steps: Sequence[ir.Operation]) -> int:
    return sum(map(iterations, steps))


def _cut(
    count: int, taken: Callable[[int, int], bool]
) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    """Parts of `count` steps, each as long as can be, and those of them that are taken."""
    parts, good, begin = [], set(), 0
    while begin < count:
        ends = range(count, begin, -1)
        end = next((end for end in ends if (begin, end) != (0, count) and taken(begin, end)), 0)
        if end:
            good.add((begin, end))
        parts.append((begin, end or begin + 1))
        begin = end or begin + 1
    return parts, good


def _candidates(module: ir.Operation) -> Iterator[_Whole]:
    calls: dict[str, list[ir.Operation]] = {}
    others: set[str] = set()

    def visit(op: ir.Operation) -> ir.WalkResult:
        if op.name in ("flow.executable", "hal.executable"):
            return ir.WalkResult.SKIP
        if op.name == "flow.dispatch":
            entries = list(ir.ArrayAttr(op.attributes["entry_points"]))
            for entry in entries:
                executable = ir.SymbolRefAttr(entry).value[0]
                calls.setdefault(executable, []).append(op)
                if len(entries) > 1 or not _is_plain(op):
                    others.add(executable)
        return ir.WalkResult.ADVANCE

    module.walk(visit)
    for executable in body(module, "flow.executable"):
        name = symbol(executable)
        functions = [
            op
            for inner in body(executable, "builtin.module")
            for op in body(inner, "func.func")
            if len(op.regions[0].blocks)
        ]
        exports = body(executable, "flow.executable.export")
        if name in others or len(functions) != 1 or len(exports) != 1:
            continue
        steps = Steps(functions[0])
        # Strategies take these once they are bytes, from phase `stream` on.
        if any("xi1>" in str(argument.type) for argument in steps.arguments):
            continue
        own = calls.get(name, [])
        counts = {len(call.operands) + len(call.results) for call in own}
        if counts == {len(steps.arguments)} and steps.is_separable():
            yield _Whole(executable, exports[0], steps, own)


def _is_plain(call: ir.Operation) -> bool:
    """Whether a call has tensors and scalars of known shapes, and results of its own."""
    workload, _, *dims = ir.DenseI32ArrayAttr(call.attributes["operandSegmentSizes"])
    tied = (
        ir.ArrayAttr(call.attributes["tied_operands"]) if "tied_operands" in call.attributes else ()
    )
    return not workload and not any(dims) and all(int(ir.IntegerAttr(i).value) < 0 for i in tied)


def _is_taken(function: ir.Operation, strategies: Strategies, target: TargetConfig) -> bool:
    name = str(ir.StringAttr(function.attributes["sym_name"]).value)
    arguments = function.regions[0].blocks[0].arguments
    read_only = tuple("<readonly:" in str(argument.type) for argument in arguments)
    module = function.parent.operation
    dispatch = Dispatch(name, module, function, read_only, 0, 0, target, function.location)
    return choose(dispatch, strategies).strategy is not None


def _is_part_taken(
    steps: Steps, begin: int, end: int, strategies: Strategies, target: TargetConfig
) -> bool:
    with steps.function.location:
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            part = build_part(steps, begin, end, "part")
        return _is_taken(part.function, strategies, target)


def _replace(whole: _Whole, cuts: list[tuple[int, int]]) -> None:
    """Puts an executable for each part beside the whole one, and calls of them in its calls' places."""
    parts = []
    for number, (begin, end) in enumerate(cuts):
        executable = whole.executable.clone(ip=ir.InsertionPoint(whole.executable))
        executable.attributes["sym_name"] = ir.StringAttr.get(f"{symbol(executable)}_part_{number}")
        export, inner = (
            body(executable, name)[0] for name in (whole.export.name, "builtin.module")
        )
        name = f"{whole.name}_part_{number}"
        export.attributes["sym_name"] = ir.StringAttr.get(name)
        export.attributes["function_ref"] = ir.FlatSymbolRefAttr.get(name)
        body(inner, "func.func")[0].erase()
        with ir.InsertionPoint(inner.regions[0].blocks[0]), whole.steps.function.location:
            part = build_part(whole.steps, begin, end, name)
        parts.append((symbol(executable), name, part))
    for call in whole.calls:
        _call_parts(whole, call, parts)
    whole.executable.erase()


def _call_parts(whole: _Whole, call: ir.Operation, parts: list[tuple[str, str, Part]]) -> None:
    # Arguments of the whole function: the call's operands, then its results.
    values: dict[ir.Value, ir.Value] = {}
    operands = list(call.operands)
    for argument, value in zip(whole.steps.arguments, operands, strict=False):
        values[argument] = value
    targets = dict(zip(whole.steps.arguments[len(operands) :], call.results, strict=True))
    for executable, name, part in parts:
        inputs = part.arguments[: len(part.arguments) - part.results]
        outputs = part.arguments[len(inputs) :]
        types = [targets.get(value, value).type for value in outputs]
        entry = ir.ArrayAttr.get([ir.SymbolRefAttr.get([executable, name])])
        segments = ir.DenseI32ArrayAttr.get([0, len(inputs), 0, 0])
        attributes = {"entry_points": entry, "operandSegmentSizes": segments}
        arguments = [values[value] for value in inputs]
        with ir.InsertionPoint(call), call.location:
            new = ir.Operation.create("flow.dispatch", types, arguments, attributes)
        made = dict(zip(outputs, new.results, strict=True))
        values |= made | {value: made[target] for value, target in part.stored.items()}
        for target in targets.keys() & made.keys():
            targets[target].replace_all_uses_with(made[target])
    call.erase()
