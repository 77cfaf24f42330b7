# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The TT dialect's verifier: what MLIR would check if the operations were registered, and what the
hardware leaves unchecked: processors' roles, and inits before what they ready.
"""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import COMPUTE, READER, ROLES, WRITER, KernelOp, mlir_type
from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Roles, Unit
from iree.tenstorrent.compiler.IR.op_table import OPS_BY_NAME

_ROLES = {
    READER: Roles.DATA_MOVEMENT,
    WRITER: Roles.DATA_MOVEMENT,
    COMPUTE: Roles.COMPUTE,
}
_CIRCULAR_BUFFERS = 32

# The init that each unit had last; a unit that may have had different ones is not in it.
_State = dict[Unit, str]


class VerificationError(Exception):
    """An operation that breaks a rule of the dialect."""

    def __init__(self, message: str, op: ir.Operation) -> None:
        super().__init__(f"'{op.name}' op {message}")
        self.op = op


def verify_kernel(kernel: KernelOp) -> None:
    """Checks a `tt.kernel` and everything in it. Raises VerificationError."""
    operation = kernel.operation
    if kernel.role not in ROLES:
        raise VerificationError(f"role '{kernel.role}' is none of {', '.join(ROLES)}", operation)
    if kernel.index_bitwidth not in (32, 64):
        raise VerificationError("index_bitwidth must be 32 or 64", operation)
    for name, index in kernel.circular_buffers.items():
        if not 0 <= index < _CIRCULAR_BUFFERS:
            raise VerificationError(f"circular buffer '{name}' has index {index}", operation)
    _verify_block(kernel.body, _ROLES[kernel.role], {})


def _verify_block(block: ir.Block, roles: Roles, state: _State) -> _State:
    """Checks a block that is entered in `state`; the state in which it is left."""
    for view in block.operations:
        op = view.operation
        spec = OPS_BY_NAME.get(op.name.removeprefix("tt.")) if op.name.startswith("tt.") else None
        if spec is not None:
            _verify_op(op, spec, roles)
            _verify_init(op, spec, state)
            if spec.sets is not None:
                state = {**state, spec.sets: spec.name}
                if spec.sets is Unit.KERNEL:
                    state = {Unit.KERNEL: spec.name}
        elif op.name.startswith("tt."):
            raise VerificationError("is not an operation of the dialect", op)
        else:
            state = _verify_regions(op, roles, state)
    return state


def _verify_regions(op: ir.Operation, roles: Roles, state: _State) -> _State:
    blocks = [block for region in op.regions for block in region.blocks]
    if not blocks:
        return state
    if op.name in ("scf.for", "scf.while"):
        # The body runs any number of times: what it may begin with is what both ways agree on.
        after = state
        for block in blocks:
            after = _verify_block(block, roles, after)
        entry = _meet(state, after)
        for block in blocks:
            entry = _verify_block(block, roles, entry)
        return _meet(state, entry)
    results = [_verify_block(block, roles, state) for block in blocks]
    merged = results[0]
    for result in results[1:]:
        merged = _meet(merged, result)
    return merged


def _meet(a: _State, b: _State) -> _State:
    return {unit: init for unit, init in a.items() if b.get(unit) == init}


def _verify_op(op: ir.Operation, spec: OpSpec, roles: Roles) -> None:
    if not spec.roles & roles:
        raise VerificationError("is not available on this processor", op)
    fixed = [param for param in spec.operands if not param.variadic]
    variadic = [param for param in spec.operands if param.variadic]
    operands = list(op.operands)
    if len(operands) < len(fixed) or (len(operands) > len(fixed) and not variadic):
        raise VerificationError(f"has {len(operands)} operands, expected {len(fixed)}", op)
    kinds = [param.kind for param in fixed]
    kinds += [variadic[0].kind] * (len(operands) - len(fixed)) if variadic else []
    for number, (operand, kind) in enumerate(zip(operands, kinds, strict=True)):
        if kind != "any" and operand.type != mlir_type(kind):
            raise VerificationError(f"operand #{number} is {operand.type}, expected {kind}", op)
    for param in spec.attributes:
        if param.name not in op.attributes:
            raise VerificationError(f"requires attribute '{param.name}'", op)
        if param.kind == "cb":
            index = ir.IntegerAttr(op.attributes[param.name]).value
            if not 0 <= index < _CIRCULAR_BUFFERS:
                raise VerificationError(f"circular buffer index {index} is not below 32", op)


def _verify_init(op: ir.Operation, spec: OpSpec, state: _State) -> None:
    if spec.init is None:
        return
    unit = OPS_BY_NAME[spec.init].sets
    assert unit is not None
    last = state.get(unit)
    if last != spec.init:
        configured = f"'tt.{last}'" if last else "no init on every path"
        raise VerificationError(f"needs 'tt.{spec.init}' before it, the unit has {configured}", op)
