# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""A program of the end-to-end tests: MLIR, inputs and a numpy reference."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import ml_dtypes
import numpy as np
from numpy.typing import NDArray

from tests.e2e.tolerances import Tolerance

DTYPES: dict[str, np.dtype] = {
    "f16": np.dtype(np.float16),
    "bf16": np.dtype(ml_dtypes.bfloat16),
    "f32": np.dtype(np.float32),
    "f64": np.dtype(np.float64),
    "i1": np.dtype(np.bool_),
    "i8": np.dtype(np.int8),
    "i16": np.dtype(np.int16),
    "i32": np.dtype(np.int32),
    "i64": np.dtype(np.int64),
    "ui8": np.dtype(np.uint8),
    "ui16": np.dtype(np.uint16),
    "ui32": np.dtype(np.uint32),
    "ui64": np.dtype(np.uint64),
    "complex<f32>": np.dtype(np.complex64),
    "complex<f64>": np.dtype(np.complex128),
    "f8E4M3FN": np.dtype(ml_dtypes.float8_e4m3fn),
    "f8E5M2": np.dtype(ml_dtypes.float8_e5m2),
}

# IREE takes f64 programs as f32 unless told not to.
KEEP_F64 = ("--iree-input-demote-f64-to-f32=false",)


@dataclass(frozen=True)
class Random:
    """An input of evenly distributed random values in [low, high], as "4x8xf32"."""

    type: str
    low: float = -2
    high: float = 2

    def make(self, generator: np.random.Generator) -> NDArray[Any]:
        dims, element = re.fullmatch(r"((?:\d+x)*)(.+)", self.type).groups()  # type: ignore[union-attr]
        shape = tuple(int(dim) for dim in dims.split("x")[:-1])
        dtype = DTYPES[element]
        if dtype == np.bool_:
            return np.asarray(generator.integers(0, 2, shape), np.bool_)
        if dtype.kind in "iu":
            low = 0 if dtype.kind == "u" and self.low < 0 else int(self.low)
            return np.asarray(generator.integers(low, int(self.high), shape, endpoint=True), dtype)
        values = np.asarray(generator.uniform(self.low, self.high, shape))
        if dtype.kind == "c":
            return np.asarray(values + 1j * generator.uniform(self.low, self.high, shape), dtype)
        return values.astype(dtype)


Input = str | Random | NDArray[Any] | int | float


@dataclass(frozen=True)
class Program:
    """One program and what it must compute.

    Attributes:
      name: unique in its family.
      mlir: the module, in any form that IREE takes.
      inputs: one for each argument: "4x8xf32" for random values in [-2, 2] (integers: [-9, 9]),
        Random for another range, an array, or a number for a scalar argument.
      reference: numpy arrays in (as the inputs are), the expected result or tuple of results out.
      tolerance: of every floating-point result; by default that of the result's type.
      function: the function to call.
      flags: more flags of iree-compile, for every target.
    """

    name: str
    mlir: str
    inputs: Sequence[Input]
    reference: Callable[..., Any]
    tolerance: Tolerance | None = None
    function: str = "main"
    flags: tuple[str, ...] = ()

    def arguments(self) -> list[Any]:
        """The inputs as arrays: random, but the same in every run."""
        generator = np.random.default_rng(crc32(self.name.encode()))
        return [_argument(value, generator) for value in self.inputs]


def _argument(value: Input, generator: np.random.Generator) -> Any:
    if isinstance(value, str):
        is_integer = re.search(r"(^|x)u?i\d+$", value) is not None
        value = Random(value, -9, 9) if is_integer else Random(value)
    return value.make(generator) if isinstance(value, Random) else value
