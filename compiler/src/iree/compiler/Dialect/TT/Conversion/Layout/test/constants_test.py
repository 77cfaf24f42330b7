# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Constants: which are packed, and what becomes of their elements."""

import ml_dtypes
import numpy as np
import pytest
from iree.compiler import ir
from iree.compiler.api import Source

from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.constants import tiles_of
from iree.tenstorrent.compiler.IR.bytecode import resource_bytes
from iree.tenstorrent.compiler.Target.executable_ops import body
from iree.tenstorrent.compiler.Target.invocation import Compiler
from iree.tenstorrent.compiler.Target.pipeline import Compilation
from iree.tenstorrent.compiler.Target.target_config import BLACKHOLE

_PRODUCT = "%0 = stablehlo.dot %x, %w : (tensor<64x32xf32>, tensor<32x96xf32>) -> tensor<64x96xf32>"
_LOOK_UP = (
    '%1 = "stablehlo.torch_index_select"(%w, %i) {dim = 0 : i64, batch_dims = 0 : i64} : '
    "(tensor<32x96xf32>, tensor<5xi32>) -> tensor<5x96xf32>"
)


def _compiled(
    arguments: str, results: str, text: str, value: str, resource: str = ""
) -> Compilation:
    compiler = Compiler()
    source = (
        f"func.func @main({arguments}) -> ({results}) {{ %w = arith.constant {value}\n{text} }}\n"
        + (f'{{-# dialect_resources: {{ builtin: {{ w: "{resource}" }} }} #-}}' if resource else "")
    )
    buffer = Source.wrap_buffer(compiler.session, source.encode() + b"\0", buffer_name="test")
    compilation = Compilation(compiler, compiler.parse(buffer), BLACKHOLE)
    compilation.advance("flow")
    return compilation


def _layouts(compilation: Compilation) -> list[dict[int, str]]:
    return [
        marks.check(function)
        for executable in body(compilation.module, "flow.executable")
        for module in body(executable, "builtin.module")
        for function in body(module, "func.func")
    ]


@pytest.mark.parametrize("is_resource", [False, True])
def test_weight_is_packed(is_resource: bool) -> None:
    weight = np.arange(32 * 96, dtype=np.float32).reshape(32, 96)
    value, resource = f'dense<"0x{weight.tobytes().hex()}"> : tensor<32x96xf32>', ""
    if is_resource:
        value = "dense_resource<w> : tensor<32x96xf32>"
        resource = f"0x04000000{weight.tobytes().hex()}"
    compilation = _compiled(
        "%x: tensor<64x32xf32>",
        "tensor<64x96xf32>",
        f"{_PRODUCT}\nreturn %0 : tensor<64x96xf32>",
        value,
        resource,
    )
    assert _layouts(compilation) == [{1: "tiles:96"}]
    (constant,) = body(compilation.module, "util.global")
    packed = np.frombuffer(resource_bytes(constant.attributes["initial_value"]), np.float32)
    np.testing.assert_array_equal(packed, tiles_of(weight).reshape(-1))


def test_bf16_weight_is_packed() -> None:
    weight = np.arange(32 * 64).reshape(32, 64).astype(ml_dtypes.bfloat16)
    compilation = _compiled(
        "%x: tensor<64x32xbf16>",
        "tensor<64x64xbf16>",
        "%0 = stablehlo.dot %x, %w : (tensor<64x32xbf16>, tensor<32x64xbf16>) -> tensor<64x64xbf16>"
        "\nreturn %0 : tensor<64x64xbf16>",
        "dense_resource<w> : tensor<32x64xbf16>",
        f"0x02000000{weight.tobytes().hex()}",
    )
    assert _layouts(compilation) == [{1: "tiles:64"}]
    (constant,) = body(compilation.module, "util.global")
    packed = np.frombuffer(resource_bytes(constant.attributes["initial_value"]), np.uint16)
    np.testing.assert_array_equal(packed, tiles_of(weight.view(np.uint16)).reshape(-1))


def test_weight_that_others_read_stays() -> None:
    weight = np.arange(32 * 96, dtype=np.float32)
    compilation = _compiled(
        "%x: tensor<64x32xf32>, %i: tensor<5xi32>",
        "tensor<64x96xf32>, tensor<5x96xf32>",
        f"{_PRODUCT}\n{_LOOK_UP}\nreturn %0, %1 : tensor<64x96xf32>, tensor<5x96xf32>",
        f'dense<"0x{weight.tobytes().hex()}"> : tensor<32x96xf32>',
    )
    assert not any(_layouts(compilation))


@pytest.mark.parametrize(
    ("mark", "phase", "count"), [(marks.LAYOUT, "flow", 2), (marks.SHARDS, "executable-sources", 1)]
)
def test_lost_mark_is_an_error(mark: str, phase: str, count: int) -> None:
    """The dispatch is refused, not compiled for rows or for DRAM."""
    weight = np.arange(32 * 96, dtype=np.float32)
    compilation = _compiled(
        "%x: tensor<64x32xf32>, %v: tensor<96x64xf32>",
        "tensor<64x64xf32>",
        f"{_PRODUCT}\n%1 = stablehlo.dot %0, %v : (tensor<64x96xf32>, tensor<96x64xf32>) -> "
        "tensor<64x64xf32>\nreturn %1 : tensor<64x64xf32>",
        f'dense<"0x{weight.tobytes().hex()}"> : tensor<32x96xf32>',
    )
    compilation.advance(phase)

    def lose(op: ir.Operation) -> ir.WalkResult:
        if mark in op.attributes:
            del op.attributes[mark]
        return ir.WalkResult.ADVANCE

    compilation.module.walk(lose)
    with pytest.raises(Exception, match=f"{count} loads and stores carried '{mark}', 0 do"):
        compilation.advance("tt-kernels")
