# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What is measured: programs, how they are compiled, and how long the emulated device may take beside llvm-cpu."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import convolution, layer_norm, softmax
from tests.e2e.tolerances import EXACT, F32_FUNCTION, F32_PRODUCT, F32_SUM, TF32_NETWORK

Array = NDArray[Any]

_TF32 = ("--iree-tenstorrent-f32-matmul=tf32",)


@dataclass(frozen=True)
class Case:
    """One subject of the benchmark.

    Attributes:
      name: for people.
      make: gives the program; called once, when the case is measured.
      flags: of our iree-compile alone.
      limit: the most that tenstorrent / llvm-cpu should be, or None.
      vmvx: whether vmvx runs it too (it is slow).
      is_model: a whole model: its dispatches are listed one by one.
      is_large: left out unless asked for: gigabytes, or minutes.
    """

    name: str
    make: Callable[[], Program]
    flags: tuple[str, ...] = ()
    limit: float | None = None
    vmvx: bool = False
    is_model: bool = False
    is_large: bool = False


def _product(a: Array, b: Array) -> Array:
    return np.asarray(np.matmul(a.astype(np.float32), b.astype(np.float32)))


def _matmul(size: int, element: str) -> Program:
    type = f"{size}x{size}x{element}"
    body = f"""
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<{size}x{size}xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<{size}x{size}xf32>) -> tensor<{size}x{size}xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<{type}>, tensor<{type}>)
      outs(%z : tensor<{size}x{size}xf32>) -> tensor<{size}x{size}xf32>
  return %0 : tensor<{size}x{size}xf32>"""
    arguments = f"%a: tensor<{type}>, %b: tensor<{type}>"
    mlir = module(arguments, f"tensor<{size}x{size}xf32>", body)
    return Program(f"matmul_{size}_{element}", mlir, [type, type], _product, F32_PRODUCT)


def _convolution(element: str) -> Program:
    image, filter, result = f"1x58x58x64x{element}", f"3x3x64x64x{element}", "1x56x56x64xf32"
    body = f"""
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<{result}>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<{result}>) -> tensor<{result}>
  %0 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<{image}>, tensor<{filter}>)
      outs(%z : tensor<{result}>) -> tensor<{result}>
  return %0 : tensor<{result}>"""
    arguments = f"%x: tensor<{image}>, %w: tensor<{filter}>"
    exact = convolution()
    return Program(
        f"convolution_{element}",
        module(arguments, f"tensor<{result}>", body),
        [image, filter],
        lambda x, w: exact(x.astype(np.float32), w.astype(np.float32)),
        F32_PRODUCT,
    )


_T = "tensor<1024x1024xf32>"
_SOFTMAX = f"""
  %e = tensor.empty() : {_T}
  %0 = linalg.softmax dimension(1) ins(%x : {_T}) outs(%e : {_T}) -> {_T}
  return %0 : {_T}"""


_LAYER_NORM = f"""
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<1024.0> : tensor<1024xf32>
  %epsilon = stablehlo.constant dense<1.0e-5> : tensor<1024xf32>
  %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1]
      : ({_T}, tensor<f32>) -> tensor<1024xf32>
  %mean = stablehlo.divide %sum, %count : tensor<1024xf32>
  %means = stablehlo.broadcast_in_dim %mean, dims = [0] : (tensor<1024xf32>) -> {_T}
  %centred = stablehlo.subtract %x, %means : {_T}
  %square = stablehlo.multiply %centred, %centred : {_T}
  %squares = stablehlo.reduce(%square init: %zero) applies stablehlo.add across dimensions = [1]
      : ({_T}, tensor<f32>) -> tensor<1024xf32>
  %variance = stablehlo.divide %squares, %count : tensor<1024xf32>
  %stable = stablehlo.add %variance, %epsilon : tensor<1024xf32>
  %scale = stablehlo.rsqrt %stable : tensor<1024xf32>
  %scales = stablehlo.broadcast_in_dim %scale, dims = [0] : (tensor<1024xf32>) -> {_T}
  %normal = stablehlo.multiply %centred, %scales : {_T}
  %weights = stablehlo.broadcast_in_dim %weight, dims = [1] : (tensor<1024xf32>) -> {_T}
  %weighted = stablehlo.multiply %normal, %weights : {_T}
  %biases = stablehlo.broadcast_in_dim %bias, dims = [1] : (tensor<1024xf32>) -> {_T}
  %0 = stablehlo.add %weighted, %biases : {_T}
  return %0 : {_T}"""


def _softmax() -> Program:
    mlir = module(f"%x: {_T}", _T, _SOFTMAX)
    return Program("softmax", mlir, ["1024x1024xf32"], softmax, F32_FUNCTION)


def _layer_norm() -> Program:
    arguments = f"%x: {_T}, %weight: tensor<1024xf32>, %bias: tensor<1024xf32>"
    mlir = module(arguments, _T, _LAYER_NORM)
    inputs = ["1024x1024xf32", "1024xf32", "1024xf32"]
    return Program("layer_norm", mlir, inputs, layer_norm, F32_SUM)


_MILLION = "tensor<1048576xf32>"


def _add() -> Program:
    mlir = module(
        f"%x: {_MILLION}, %y: {_MILLION}",
        _MILLION,
        f"  %0 = arith.addf %x, %y : {_MILLION}\n  return %0 : {_MILLION}",
    )
    return Program("add", mlir, ["1048576xf32"] * 2, np.add, EXACT)


def _tanh() -> Program:
    mlir = module(
        f"%x: {_MILLION}",
        _MILLION,
        f"  %0 = math.tanh %x : {_MILLION}\n  return %0 : {_MILLION}",
    )
    return Program("tanh", mlir, [Random("1048576xf32", -4, 4)], np.tanh, F32_FUNCTION)


def _mnist() -> Program:
    from models.programs import mnist_program

    return replace(mnist_program(64), tolerance=TF32_NETWORK)


def _resnet18() -> Program:
    from models.programs import resnet_program
    from models.resnet import resnet

    return replace(resnet_program(resnet.RESNET18, "resnet18"), tolerance=TF32_NETWORK)


def _gpt2() -> Program:
    from models.gpt2 import gpt2
    from models.programs import gpt2_program

    return replace(gpt2_program(gpt2.GPT2_SMALL, "gpt2_step"), tolerance=TF32_NETWORK)


# Limits are those of the project's second milestone.
CASES = (
    Case("matmul 1024, f32 as TF32", lambda: _matmul(1024, "f32"), _TF32, 1.5),
    Case("matmul 256, f32 as TF32", lambda: _matmul(256, "f32"), _TF32, vmvx=True),
    Case("matmul 1024, f32", lambda: _matmul(1024, "f32")),
    Case("matmul 1024, bf16", lambda: _matmul(1024, "bf16"), limit=1.5),
    Case("convolution 3x3, 64 channels, 56x56, f32 as TF32", lambda: _convolution("f32"), _TF32, 2),
    Case("convolution 3x3, 64 channels, 56x56, bf16", lambda: _convolution("bf16"), limit=2),
    Case("softmax 1024x1024", _softmax, limit=3),
    Case("layer norm 1024x1024", _layer_norm, limit=3),
    Case("add of 1M f32", _add, limit=3),
    Case("tanh of 1M f32", _tanh),
    Case("MNIST, batch of 64", _mnist, _TF32, 3, is_model=True),
    Case("ResNet-18, one image", _resnet18, _TF32, is_model=True, is_large=True),
    Case("GPT-2 small, one token", _gpt2, _TF32, is_model=True, is_large=True),
)
