# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Products and convolutions of random shapes, types, layouts and epilogues, as hypothesis draws them."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.checker import Target, check
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.properties import PROPERTY, sizes, tensor, type_text
from tests.e2e.references import Array, convolution
from tests.e2e.tolerances import EXACT, F32_PRODUCT

# Element of the operands -> element of the result.
_TYPES = {"f32": "f32", "bf16": "f32", "i8": "i32"}
_EPILOGUES = ("none", "bias", "relu", "bias_relu")


@st.composite
def _products(draw: st.DrawFn) -> Program:
    """dot_general with up to one batch dimension, either operand transposed, and what networks put behind it."""
    element = draw(st.sampled_from(sorted(_TYPES)))
    result = _TYPES[element]
    batch = draw(st.sampled_from([(), (), (1,), (3,)]))
    m, n, k = draw(sizes(150)), draw(sizes(150)), draw(sizes(200))
    transposed = (draw(st.booleans()), draw(st.booleans()))
    epilogue = draw(st.sampled_from(_EPILOGUES))
    is_dynamic = not batch and draw(st.booleans())

    a = (*batch, *((k, m) if transposed[0] else (m, k)))
    b = (*batch, *((n, k) if transposed[1] else (k, n)))
    c = (*batch, m, n)
    types = [type_text(shape, element) for shape in (a, b)]
    names = [_dynamic(text) if is_dynamic else f"tensor<{text}>" for text in types]
    out = _dynamic(type_text(c, result)) if is_dynamic else tensor(c, result)
    rank = len(batch)
    batching = "batching_dims = [0] x [0], " if batch else ""
    contracting = f"[{rank + (not transposed[0])}] x [{rank + transposed[1]}]"
    lines = [
        f"  %p = stablehlo.dot_general %a, %b, {batching}contracting_dims = {contracting}"
        f" : ({names[0]}, {names[1]}) -> {out}"
    ]
    arguments = f"%a: {names[0]}, %b: {names[1]}"
    inputs = list(types)
    value = "%p"
    if "bias" in epilogue and not is_dynamic:
        bias = type_text((n,), result)
        arguments += f", %bias: tensor<{bias}>"
        inputs.append(bias)
        lines.append(
            f"  %bb = stablehlo.broadcast_in_dim %bias, dims = [{rank + 1}]"
            f" : (tensor<{bias}>) -> {out}"
        )
        lines.append(f"  %biased = stablehlo.add %p, %bb : {out}")
        value = "%biased"
    if "relu" in epilogue and not is_dynamic:
        zero = "0" if result == "i32" else "0.0"
        lines.append(f"  %zero = stablehlo.constant dense<{zero}> : {out}")
        lines.append(f"  %relu = stablehlo.maximum {value}, %zero : {out}")
        value = "%relu"
    lines.append(f"  return {value} : {out}")

    def reference(a: Array, b: Array, bias: Array | None = None) -> Array:
        wide = np.int64 if result == "i32" else np.float64
        a, b = a.astype(wide), b.astype(wide)
        a = np.swapaxes(a, -1, -2) if transposed[0] else a
        b = np.swapaxes(b, -1, -2) if transposed[1] else b
        product = a @ b + (0 if bias is None else bias)
        if "relu" in epilogue and not is_dynamic:
            product = np.maximum(product, 0)
        return product.astype(np.int32 if result == "i32" else np.float32)

    return Program(
        "product",
        module(arguments, out, "\n".join(lines)),
        inputs,
        reference,
        EXACT if result == "i32" else F32_PRODUCT,
    )


def _dynamic(type: str) -> str:
    """The tensor type with none of its sizes known."""
    *dims, element = type.split("x")
    return "tensor<" + "x".join(["?"] * len(dims) + [element]) + ">"


@st.composite
def _convolutions(draw: st.DrawFn) -> Program:
    """NHWC images with HWIO filters: strides, padding, dilation, groups."""
    element = draw(st.sampled_from(["f32", "bf16"]))
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    stride, padding, dilation = (
        draw(st.integers(1, 2)),
        draw(st.integers(0, 1)),
        draw(st.integers(1, 2)),
    )
    groups = draw(st.sampled_from([1, 1, 2, 4]))
    inputs, outputs = groups * draw(st.integers(1, 20)), groups * draw(st.integers(1, 20))
    size = [draw(st.integers((extent - 1) * dilation + 1, 16)) for extent in (height, width)]
    image = (draw(st.integers(1, 2)), *size, inputs)
    filter = (height, width, inputs // groups, outputs)
    result = (
        image[0],
        *(
            (length + 2 * padding - (extent - 1) * dilation - 1) // stride + 1
            for length, extent in zip(size, (height, width), strict=True)
        ),
        outputs,
    )
    x, f, y = tensor(image, element), tensor(filter, element), tensor(result, "f32")
    body = (
        "  %0 = stablehlo.convolution(%x, %w)"
        " dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f],"
        f" window = {{stride = [{stride}, {stride}], pad = [[{padding}, {padding}], [{padding}, {padding}]],"
        f" rhs_dilate = [{dilation}, {dilation}]}}"
        f" {{batch_group_count = 1 : i64, feature_group_count = {groups} : i64}}"
        f" : ({x}, {f}) -> {y}\n  return %0 : {y}"
    )
    exact = convolution((stride, stride), padding, (dilation, dilation), groups)
    return Program(
        "convolution",
        module(f"%x: {x}, %w: {f}", y, body),
        [type_text(image, element), type_text(filter, element)],
        lambda x, w: exact(x.astype(np.float32), w.astype(np.float32)),
        F32_PRODUCT,
    )


@PROPERTY
@given(program=_products())
def test_products(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)


@PROPERTY
@given(program=_convolutions())
def test_convolutions(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)
