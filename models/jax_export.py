# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""From a JAX function to the StableHLO module that IREE compiles."""

from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np
from jax import export as jax_export
from numpy.typing import NDArray

Array = NDArray[Any]


def export(function: Callable[..., Any], arguments: Sequence[Any]) -> str:
    """Returns MLIR text with one function, `main`.

    Args:
      function: any function that jax.jit takes.
      arguments: examples of its arguments: arrays, or trees of them, of which only shapes and types matter. `main`
        takes their leaves in JAX's order, as `leaves` gives them.
    """
    shapes = jax.tree.map(lambda x: jax.ShapeDtypeStruct(np.shape(x), x.dtype), tuple(arguments))
    exported = jax_export.export(jax.jit(function, keep_unused=True))(*shapes)
    return str(exported.mlir_module())


def leaves(arguments: Sequence[Any]) -> list[Array]:
    """The arrays in a sequence of trees, in the order of `main`'s arguments."""
    return [np.asarray(leaf) for leaf in jax.tree.leaves(tuple(arguments))]
