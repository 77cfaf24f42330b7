# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sizes of temporaries as expressions that driver and kernel evaluate."""

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.host_expression import (
    Expression,
    binary,
    bound_of,
    const,
    rounded_up,
)
from iree.tenstorrent.compiler.Target.Cpp.interface import Arguments


def test_constants_fold() -> None:
    assert binary("mul", const(6), const(7)) == const(42)
    assert rounded_up(const(65), 64) == const(128)


def test_postfix_and_cpp() -> None:
    size = binary("mul", Expression("i32", 1), const(4))
    assert list(size.postfix()) == [1, 1, 0, 4, 4, 0]
    # Constants follow the two bindings' arguments, from index 12.
    assert (
        size.cpp(Arguments((True, False))) == "(uint64_t(get_common_arg_val<uint32_t>(13)) * 4ull)"
    )


def test_bounds_of_index_values() -> None:
    text = """
    #layout = #hal.pipeline.layout<constants = 2, bindings = [
      #hal.pipeline.binding<storage_buffer>]>
    func.func @f(%unknown: index) {
      %n = hal.interface.constant.load layout(#layout) ordinal(1) : i32
      %size = arith.index_castui %n : i32 to index
      %c8 = arith.constant 8 : index
      %difference = arith.subi %size, %c8 : index
      %product = arith.muli %difference, %c8 : index
      %lost = arith.muli %unknown, %c8 : index
      %least = arith.minui %lost, %c8 : index
      return
    }
    """
    with ir.Context(), ir.Location.unknown():
        module = ir.Module.parse(text)
        function = module.body.operations[0].operation
        values = [
            op.operation.results[0]
            for op in function.regions[0].blocks[0].operations
            if len(op.operation.results)
        ]
        size, product, lost, least = (values[i] for i in (1, 4, 5, 6))
        assert bound_of(size) == Expression("i32", 1)
        # A difference is at most what is taken from.
        assert bound_of(product) == binary("mul", Expression("i32", 1), const(8))
        assert bound_of(lost) is None
        assert bound_of(least) == const(8)
