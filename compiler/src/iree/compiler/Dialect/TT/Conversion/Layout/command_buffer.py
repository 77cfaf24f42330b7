# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the command buffers of a module do with memory: their steps, and what each accesses.

A command buffer is a stream.cmd.execute of phase `executable-sources`. Its steps follow one another;
what a step does at once is in no order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.IR.dialect import defining_op

# Bits of resource_accesses.
_READ, _WRITE = 1, 2
# Of commands other than dispatches: the places of (resource, offset, length) among the operands, and
# whether they read and write these bytes.
_RANGES = {
    "stream.cmd.fill": ((0, 2, 3, False, True),),
    "stream.cmd.discard": ((0, 2, 3, False, True),),
    "stream.cmd.flush": ((0, 2, 3, True, False),),
    "stream.cmd.invalidate": ((0, 2, 3, True, False),),
    "stream.cmd.copy": ((0, 2, 5, True, False), (3, 4, 5, False, True)),
}


def have_common(one: range, other: range) -> bool:
    """Whether two runs of bytes overlap."""
    return one.start < other.stop and other.start < one.stop


@dataclass(frozen=True)
class Range:
    """Bytes of a resource, which is an argument of the command buffer; None where not known."""

    resource: int
    offset: int | None
    length: int | None

    def overlaps(self, other: Range) -> bool:
        if self.resource != other.resource:
            return False
        own, others = self.bytes, other.bytes
        return own is None or others is None or have_common(own, others)

    @property
    def bytes(self) -> range | None:
        """None where not known."""
        if self.offset is None or self.length is None:
            return None
        return range(self.offset, self.offset + self.length)


@dataclass(frozen=True, eq=False)
class Call:
    """A stream.cmd.dispatch of one export."""

    op: ir.Operation
    export: Export


@dataclass(frozen=True, eq=False)
class Access:
    """What a command does with bytes; of a call, as its binding `binding`."""

    range: Range
    reads: bool
    writes: bool
    call: Call | None = None
    binding: int = -1


@dataclass
class Step:
    """Dispatches, and what they and other commands access. `exports` are all that may run."""

    calls: list[Call] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)


@dataclass(frozen=True)
class CommandBuffer:
    """`private` are the resources that nothing but this command buffer accesses."""

    steps: list[Step]
    private: frozenset[int]


def read_command_buffers(module: ir.Operation) -> list[CommandBuffer]:
    found = []

    def visit(op: ir.Operation) -> ir.WalkResult:
        if op.name == "hal.executable":
            return ir.WalkResult.SKIP
        if op.name == "stream.cmd.execute":
            found.append(_command_buffer(op))
        return ir.WalkResult.ADVANCE

    module.walk(visit)
    return found


def _command_buffer(execute: ir.Operation) -> CommandBuffer:
    block = execute.regions[0].blocks[0]
    resources = list(execute.operands)[: len(block.arguments)]
    private = frozenset(i for i, value in enumerate(resources) if _is_private(value))
    steps = []
    for view in block.operations:
        step = Step()
        for op in _commands(view.operation):
            _add(step, op, len(resources))
        if step.accesses or step.exports:
            steps.append(step)
    return CommandBuffer(steps, private)


def _is_private(value: ir.Value) -> bool:
    """Whether a resource is allocated for one command buffer, and freed after it."""
    alloca = defining_op(value)
    if alloca is None or alloca.name != "stream.resource.alloca":
        return False
    if not str(value.type).startswith("!stream.resource<transient>"):
        return False
    users = sorted(use.owner.name for use in value.uses)
    return users == ["stream.cmd.execute", "stream.resource.dealloca"]


def _commands(op: ir.Operation) -> Iterator[ir.Operation]:
    """A command, or those of a group whose order does not matter here."""
    if op.name in ("stream.cmd.concurrent", "stream.cmd.serial"):
        for inner in op.regions[0].blocks[0].operations:
            yield from _commands(inner.operation)
    else:
        yield op


def _add(step: Step, op: ir.Operation, resources: int) -> None:
    if op.name == "stream.yield":
        return
    if op.name == "stream.cmd.dispatch":
        _add_dispatch(step, op)
        return
    ranges = _RANGES.get(op.name)
    if ranges is None:
        # Of what is not known, the worst.
        step.accesses += [Access(Range(i, None, None), True, True) for i in range(resources)]
        return
    for *places, reads, writes in ranges:
        resource, offset, length = (op.operands[place] for place in places)
        step.accesses.append(Access(_range(resource, offset, length), reads, writes))


def _add_dispatch(step: Step, op: ir.Operation) -> None:
    segments = list(ir.DenseI32ArrayAttr(op.attributes["operandSegmentSizes"]))
    starts = [sum(segments[:i]) for i in range(len(segments))]
    _, _, resources, _, offsets, lengths = starts
    entries = [
        ir.SymbolRefAttr(entry).value for entry in ir.ArrayAttr(op.attributes["entry_points"])
    ]
    exports = [Export(path[0], path[-1]) for path in entries]
    step.exports += exports
    # Which of several alternatives runs is not known here, so that none is a call.
    call = Call(op, exports[0]) if len(exports) == 1 else None
    step.calls += [call] if call is not None else []
    for binding, attribute in enumerate(ir.ArrayAttr(op.attributes["resource_accesses"])):
        bits = int(ir.IntegerAttr(attribute).value)
        where = _range(
            op.operands[resources + binding],
            op.operands[offsets + binding],
            op.operands[lengths + binding],
        )
        step.accesses.append(Access(where, bool(bits & _READ), bool(bits & _WRITE), call, binding))


def _range(resource: ir.Value, offset: ir.Value, length: ir.Value) -> Range:
    return Range(ir.BlockArgument(resource).arg_number, _constant(offset), _constant(length))


def _constant(value: ir.Value) -> int | None:
    op = defining_op(value)
    if op is None or op.name != "arith.constant":
        return None
    return int(ir.IntegerAttr(op.attributes["value"]).value)
