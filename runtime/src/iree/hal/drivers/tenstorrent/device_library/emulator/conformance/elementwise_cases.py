# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's compute kernels of one or two tiles at a time: unary, binary, ternary, broadcasts, casts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import ml_dtypes
import numpy as np
from harness import Array, ComputeCase, Result, Tiled
from tiles import FLOAT16_B, FLOAT32, INT32, UINT16, UINT32

# Of results that were truncated to bf16 once, and of those that went through more 16-bit steps.
BF16 = 2.0**-7
BF16_STEPS = 2.0**-5


def values(*shape: int, low: float = -2, high: float = 2, seed: int = 0) -> Array:
    """Random numbers that bf16 holds exactly."""
    generator = np.random.default_rng([seed, *shape])
    return generator.uniform(low, high, shape).astype(ml_dtypes.bfloat16).astype(np.float32)


def bits(value: float) -> int:
    """The bits of an f32."""
    return int(np.float32(value).view(np.uint32))


def _unary(
    path: str,
    function: Callable[[Array], Array],
    *,
    name: str = "",
    chain: str = "",
    defines: Mapping[str, str] | None = None,
    arguments: Sequence[int] = (),
    scratch: Mapping[int, tuple[int, int]] | None = None,
    out: int = 2,
    low: float = -2,
    high: float = 2,
    tolerance: float = BF16,
) -> ComputeCase:
    x = values(64, 64, low=low, high=high)
    return ComputeCase(
        path,
        {0: Tiled(x)},
        {out: Result(function(x), tolerance=tolerance)},
        arguments,
        (2, 2),
        {**({"SFPU_OP_CHAIN_0": chain} if chain else {}), **(defines or {})},
        scratch or {},
        name or path.split("/")[-1].removesuffix(".cpp"),
    )


def _chain(function: str, reference: Callable[[Array], Array], **kwargs: float) -> ComputeCase:
    """One SFPU function in eltwise_sfpu.cpp; `function` is NAME or NAME(arguments after the tile's index)."""
    name, _, arguments = function.partition("(")
    call = f"{name}_tile_init(); {name}_tile(0{', ' + arguments if arguments else ')'};"
    return _unary(
        "eltwise/unary/device/kernels/compute/eltwise_sfpu.cpp",
        reference,
        name=f"eltwise_sfpu_{name}",
        chain=call,
        **kwargs,  # type: ignore[arg-type]
    )


def _sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


_ERF = np.vectorize(math.erf, otypes=[np.float64])
_FLOAT = {"INP_FLOAT": "1"}
_UNARY = "eltwise/unary/device/kernels/compute/"

UNARY = (
    _unary(
        "tt_metal/kernels/compute/eltwise_sfpu.cpp",
        np.exp,
        chain="exp_tile_init(); exp_tile(0);",
        out=16,
    ),
    _unary(_UNARY + "eltwise_identity_kernel.cpp", lambda x: x, tolerance=0),
    _unary(
        "examples/example/device/kernels/compute/eltwise_sfpu.cpp",
        np.abs,
        name="example_sfpu",
        tolerance=0,
        chain="abs_tile_init(); abs_tile(0);",
    ),
    _unary(
        _UNARY + "hardswish_kernel.cpp",
        lambda x: x * np.clip(x * 0.1668 + 0.5, 0, 1),
        tolerance=BF16_STEPS,
    ),
    _unary(
        _UNARY + "hardswish_kernel_sfpu.cpp",
        lambda x: x * np.clip(x * 0.1668 + 0.5, 0, 1),
        tolerance=BF16_STEPS,
    ),
    _unary(
        _UNARY + "hardshrink_kernel.cpp",
        lambda x: np.where(np.abs(x) > 0.5, x, 0),
        arguments=[bits(0.5)],
        scratch={1: (FLOAT16_B, 1)},
    ),
    _unary(
        _UNARY + "hardshrink_kernel_sfpu.cpp",
        lambda x: np.where(np.abs(x) > 0.5, x, 0),
        arguments=[bits(0.5)],
        scratch={1: (FLOAT16_B, 1)},
    ),
    _unary(_UNARY + "logsigmoid_kernel.cpp", lambda x: np.log(_sigmoid(x)), tolerance=BF16_STEPS),
    _unary(
        _UNARY + "mish_kernel.cpp",
        lambda x: x * np.tanh(np.log1p(np.exp(x))),
        defines=_FLOAT,
        tolerance=BF16_STEPS,
    ),
    _unary(_UNARY + "tanhshrink_kernel.cpp", lambda x: x - np.tanh(x), tolerance=BF16_STEPS),
    _unary(_UNARY + "tanhshrink_sfpu_kernel.cpp", lambda x: x - np.tanh(x), tolerance=BF16_STEPS),
    _unary(
        _UNARY + "where_tss_kernel.cpp",
        lambda x: np.where(x != 0, 3.0, -1.0),
        defines=_FLOAT,
        tolerance=0,
        arguments=[bits(3), bits(-1)],
        chain="where_tile_init(); where_tile(0, 1, 2, 0);",
    ),
    _unary(
        _UNARY + "cbrt_kernel.cpp", np.cbrt, defines=_FLOAT, low=0.1, scratch={1: (FLOAT16_B, 1)}
    ),
    _chain("hardsigmoid", lambda x: np.clip(x * 0.1668 + 0.5, 0, 1)),
    _chain("softsign", lambda x: x / (1 + np.abs(x))),
    _chain(f"softshrink({bits(0.5)}u)", lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0)),
    _chain(
        f"celu({bits(1.5)}u, {bits(1 / 1.5)}u)",
        lambda x: np.where(x < 0, 1.5 * np.expm1(x / 1.5), x),
    ),
    _chain(f"elu({bits(1.25)}u)", lambda x: np.where(x < 0, 1.25 * np.expm1(x), x)),
    _chain(
        f"selu({bits(1.0507)}u, {bits(1.67326)}u)",
        lambda x: 1.0507 * np.where(x < 0, 1.67326 * np.expm1(x), x),
    ),
    _chain(f"clamp({bits(-1)}u, {bits(0.5)}u)", lambda x: np.clip(x, -1, 0.5), tolerance=0),
    _chain(f"hardtanh({bits(-1)}u, {bits(1)}u)", lambda x: np.clip(x, -1, 1), tolerance=0),
    _chain(
        f"threshold({bits(0.25)}u, {bits(7)}u)", lambda x: np.where(x <= 0.25, 7, x), tolerance=0
    ),
    _chain(f"prelu({bits(0.25)}u)", lambda x: np.where(x < 0, 0.25 * x, x)),
    _chain("hardmish", lambda x: x * np.clip(x + 2.8, 0, 5) / 5, tolerance=BF16_STEPS),
    _chain(
        f"softplus({bits(2)}u, {bits(0.5)}u, {bits(20)}u)", lambda x: np.log1p(np.exp(2 * x)) / 2
    ),
    _chain(f"rpow({bits(3)}u)", lambda x: 3.0**x),
    _chain("power(3u)", lambda x: x**3),
    _chain("i0", lambda x: np.i0(x)),
    _chain("gelu", lambda x: 0.5 * x * (1 + _ERF(x / np.sqrt(2)))),
    _chain("tanh", np.tanh),
)


def _binary(
    path: str,
    function: Callable[[Array, Array], Array],
    *,
    defines: Mapping[str, str],
    arguments: Sequence[int] = (),
    compile_time_args: Sequence[int] = (),
    out: int = 2,
    b: Array | None = None,
    expected: Array | None = None,
    scratch: Mapping[int, tuple[int, int]] | None = None,
    name: str = "",
    tolerance: float = BF16,
    more: Mapping[int, Tiled] | None = None,
) -> ComputeCase:
    x, y = values(64, 64), values(64, 64, seed=1) if b is None else b
    result = function(x, y) if expected is None else expected
    return ComputeCase(
        path,
        {0: Tiled(x), 1: Tiled(y), **(more or {})},
        {out: Result(result, tolerance=tolerance)},
        arguments,
        compile_time_args,
        defines,
        scratch or {},
        name or path.split("/")[-1].removesuffix(".cpp"),
    )


_OPS: tuple[tuple[str, Callable[[Array, Array], Array]], ...] = (
    ("add", np.add),
    ("sub", np.subtract),
    ("mul", np.multiply),
)
_SFPU_OPS: tuple[tuple[str, Callable[[Array, Array], Array]], ...] = (*_OPS, ("div", np.divide))


def _fpu_defines(op: str) -> dict[str, str]:
    return {"ELTWISE_OP": f"{op}_tiles", "ELTWISE_OP_TYPE": f"EltwiseBinaryType::ELW{op.upper()}"}


def _sfpu_defines(op: str) -> dict[str, str]:
    return {
        "BINOP_INIT": f"{op}_binary_tile_init();",
        "BINARY_SFPU_OP": f"{op}_binary_tile(i * 2, i * 2 + 1, i * 2);",
    }


def _bcast(
    folder: str, kind: str, op: str, function: Callable[[Array, Array], Array]
) -> ComputeCase:
    dim = {"h": "ROW", "w": "COL", "hw": "SCALAR"}[kind]
    x = values(64, 64)
    # One tile a step: the kernel pops the row's tile for each tile, the column's for each row of tiles.
    shape = {"h": (64, 64), "w": (64, 32), "hw": (32, 32)}[kind]
    operand = values(*shape, seed=5)
    if kind == "h":
        row = operand.reshape(2, 32, 64)[:, 0]
        expected = function(x.reshape(2, 32, 64), row[:, None, :]).reshape(64, 64)
    elif kind == "w":
        expected = function(x, operand[:, :1])
    else:
        expected = function(x, operand[0, 0])
    defines = {
        "BCAST_LLKOP": f"EltwiseBinaryType::ELW{op.upper()}",
        "BCAST_DIM": f"BroadcastType::{dim}",
        "BCAST_OP": f"{op}_tiles_bcast",
    }
    if kind == "hw":
        defines["BCAST_SCALAR"] = "1"
    return ComputeCase(
        f"{folder}/device/kernels/compute/bcast_{kind}.cpp",
        {0: Tiled(x), 1: Tiled(operand)},
        {16 if folder == "data_movement/bcast" else 2: Result(expected, tolerance=BF16)},
        (1, 2, 2),
        defines=defines,
        name=f"{folder.split('/')[-1]}_bcast_{kind}_{op}",
    )


_NG = "eltwise/binary_ng/device/kernels/compute/"
_NO_ACTIVATIONS = {
    "PROCESS_LHS_ACTIVATIONS(i)": "",
    "PROCESS_RHS_ACTIVATIONS(i)": "",
    "PROCESS_POST_ACTIVATIONS(i)": "",
}


def _ng(
    kernel: str, op: str, function: Callable[[Array, Array], Array], scalar: bool = False
) -> ComputeCase:
    sfpu = "sfpu" in kernel
    defines = {
        **_NO_ACTIVATIONS,
        **(
            {"BINARY_SFPU_INIT": f"{op}_binary_tile_init();", "BINARY_SFPU_OP": f"{op}_binary_tile"}
            if sfpu
            else {
                "BINARY_OP": f"{op}_tiles",
                "BINARY_OP_TYPE": f"EltwiseBinaryType::ELW{op.upper()}",
            }
        ),
    }
    operand = np.full((32, 32), 1.5, np.float32) if scalar else None
    return _binary(
        _NG + kernel + ".cpp",
        function,
        defines=defines,
        arguments=(4,),
        compile_time_args=(1,),
        b=operand,
        expected=function(values(64, 64), np.full((64, 64), 1.5, np.float32)) if scalar else None,
        name=f"{kernel}_{op}",
    )


BINARY = (
    *(
        _binary(
            "eltwise/binary/device/kernels/compute/eltwise_binary_kernel.cpp",
            function,
            defines=_fpu_defines(op),
            arguments=(2, 2),
            name=f"eltwise_binary_kernel_{op}",
        )
        for op, function in _OPS
    ),
    *(
        _binary(
            "eltwise/binary/device/kernels/compute/eltwise_binary_sfpu_kernel.cpp",
            function,
            defines=_sfpu_defines(op),
            arguments=(2, 2),
            name=f"eltwise_binary_sfpu_kernel_{op}",
        )
        for op, function in _SFPU_OPS
    ),
    _binary(
        "tt_metal/kernels/compute/eltwise_binary.cpp",
        np.add,
        defines=_fpu_defines("add"),
        arguments=(2, 2, 0),
        out=16,
    ),
    *(
        _bcast(folder, kind, op, function)
        for folder in ("eltwise/binary", "data_movement/bcast")
        for kind in ("h", "w", "hw")
        for op, function in _OPS[:: 2 if folder == "eltwise/binary" else 3]
    ),
    _ng("eltwise_binary_no_bcast", "add", np.add),
    _ng("eltwise_binary_no_bcast", "mul", np.multiply),
    _ng("eltwise_binary_scalar", "mul", np.multiply, scalar=True),
    _ng("eltwise_binary_sfpu_no_bcast", "add", np.add),
    _ng("eltwise_binary_sfpu_scalar", "add", np.add, scalar=True),
)


def _cast(source: int, target: int, x: Array, expected: Array) -> ComputeCase:
    return ComputeCase(
        "copy/typecast/device/kernels/compute/eltwise_typecast.cpp",
        {0: Tiled(x, source)},
        {2: Result(expected, target)},
        compile_time_args=(2, 2, 0, 2),
        defines={"TYPECAST_LLK": f"typecast_tile<{source}u, {target}u>"},
        name=f"typecast_{source}_to_{target}",
        fp32_dest_acc_en=True,
    )


_INTEGERS = np.random.default_rng(7).integers(-200, 200, (64, 64)).astype(np.int32)

CASTS = (
    _cast(
        FLOAT16_B,
        INT32,
        values(64, 64, low=-99, high=99),
        np.trunc(values(64, 64, low=-99, high=99)).astype(np.int32),
    ),
    _cast(INT32, FLOAT16_B, _INTEGERS, _INTEGERS.astype(np.float32)),
    _cast(
        FLOAT16_B,
        UINT32,
        np.abs(values(64, 64, high=99)),
        np.abs(values(64, 64, high=99)).astype(np.uint32),
    ),
    _cast(
        FLOAT16_B,
        UINT16,
        np.abs(values(64, 64, high=99)),
        np.rint(np.abs(values(64, 64, high=99))).astype(np.uint16),
    ),
    _cast(
        UINT16, FLOAT32, np.abs(_INTEGERS).astype(np.uint16), np.abs(_INTEGERS).astype(np.float32)
    ),
)

CASES = (*UNARY, *BINARY, *CASTS)
