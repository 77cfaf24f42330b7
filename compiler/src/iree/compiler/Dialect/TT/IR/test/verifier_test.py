# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The verifier refuses what the hardware would do wrong."""

from collections.abc import Callable

import pytest
from iree.compiler import ir

from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import kernel
from iree.tenstorrent.compiler.IR.verifier import VerificationError, verify_kernel


def _verify(role: str, body: Callable[[], None]) -> None:
    with ir.Context() as context, ir.Location.unknown():
        context.allow_unregistered_dialects = True
        module = ir.Module.create()
        with ir.InsertionPoint(module.body), kernel("k", role, {"cb_in": 0, "cb_out": 16}) as op:
            body()
        verify_kernel(op)


def _compute() -> None:
    tt.init_sfpu(0, 16)
    tt.copy_tile_init(0)
    tt.exp_tile_init()
    with index.loop(0, 4, 1, "tile"):
        tt.copy_tile(0, 0, 0)
        tt.exp_tile(0)


def test_accepts_a_kernel() -> None:
    _verify("compute", _compute)


def test_role() -> None:
    with pytest.raises(VerificationError, match=r"'tt.exp_tile' op is not available"):
        _verify("reader", lambda: tt.exp_tile(0))
    with pytest.raises(VerificationError, match="not available on this processor"):
        _verify("compute", tt.noc_async_read_barrier)


def test_missing_init() -> None:
    with pytest.raises(VerificationError, match=r"'tt.exp_tile' op needs 'tt.exp_tile_init'"):
        _verify("compute", lambda: tt.exp_tile(0))


def test_kernel_init_undoes_others() -> None:
    def body() -> None:
        tt.exp_tile_init()
        tt.init_sfpu(0, 16)
        tt.exp_tile(0)

    with pytest.raises(VerificationError, match=r"needs 'tt\.exp_tile_init'"):
        _verify("compute", body)


def test_init_that_a_loop_replaces() -> None:
    def body() -> None:
        tt.exp_tile_init()
        with index.loop(0, 4, 1, "tile"):
            tt.exp_tile(0)
            tt.log_tile_init()
            tt.log_tile(0)

    # The second iteration finds the logarithm's init.
    with pytest.raises(VerificationError, match=r"'tt.exp_tile' op needs"):
        _verify("compute", body)


def test_init_in_one_branch() -> None:
    def body() -> None:
        argument = tt.get_arg_val(0)
        with index.when(index.equal(argument, 0)):
            tt.exp_tile_init()
        tt.exp_tile(0)

    with pytest.raises(VerificationError, match="no init on every path"):
        _verify("compute", body)


def test_circular_buffer_index() -> None:
    with pytest.raises(VerificationError, match="circular buffer index 32"):
        _verify("reader", lambda: tt.cb_reserve_back(32, 1))


def test_operand_type() -> None:
    def body() -> None:
        wide = index.value(1 << 40, "i64")
        ir.Operation.create(
            "tt.cb_reserve_back",
            operands=[wide],
            attributes={"cb": ir.IntegerAttr.get(ir.IntegerType.get_signless(32), 0)},
        )

    with pytest.raises(VerificationError, match="operand #0 is i64, expected i32"):
        _verify("reader", body)


def test_unknown_operation() -> None:
    with pytest.raises(VerificationError, match=r"'tt\.nothing' op is not an operation"):
        _verify("reader", lambda: ir.Operation.create("tt.nothing"))
