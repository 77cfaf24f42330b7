# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Numpy references that several families share. All compute in f64 and round once."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Reference = Callable[..., Any]


def in_f64(function: Reference) -> Reference:
    """The function computed in f64 and rounded once to f32."""
    return lambda *x: np.asarray(function(*(v.astype(np.float64) for v in x)), np.float32)


def vectorized(function: Callable[[float], float]) -> Reference:
    """A function of Python floats, applied to each element of an f32 array."""
    return in_f64(np.vectorize(function, otypes=[np.float64]))


def erf(x: Array) -> Array:
    return np.asarray(np.vectorize(math.erf, otypes=[np.float64])(x))


def logistic(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)))


def softmax(x: Array, axis: int = -1) -> Array:
    e = np.exp(x.astype(np.float64) - x.max(axis, keepdims=True))
    return np.asarray(e / e.sum(axis, keepdims=True)).astype(x.dtype)


def attention(q: Array, k: Array, v: Array, mask: Array | None = None) -> Array:
    """softmax(q k^T / sqrt(d) + mask) v over the last two dimensions."""
    q, k, v = (x.astype(np.float64) for x in (q, k, v))
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores + mask.astype(np.float64)
    return np.asarray(softmax(scores) @ v, np.float32)


def layer_norm(x: Array, weight: Array, bias: Array) -> Array:
    """Over the last dimension, with an epsilon of 1e-5."""
    x = x.astype(np.float64)
    centred = x - x.mean(-1, keepdims=True)
    scale = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
    return np.asarray(centred / scale * weight + bias, np.float32)


def windows(
    x: Array,
    kernel: tuple[int, ...],
    strides: tuple[int, int] = (1, 1),
    dilations: tuple[int, int] = (1, 1),
) -> Array:
    """Windows of an NHWC array, as (n, y, x, kernel height, kernel width, c)."""
    spans = [(size - 1) * step + 1 for size, step in zip(kernel, dilations, strict=True)]
    view = np.lib.stride_tricks.sliding_window_view(x, spans, axis=(1, 2))
    view = view[:, :: strides[0], :: strides[1], :, :: dilations[0], :: dilations[1]]
    return np.moveaxis(view, 3, 5)


def convolution(
    strides: tuple[int, int] = (1, 1),
    padding: int = 0,
    dilations: tuple[int, int] = (1, 1),
    groups: int = 1,
) -> Reference:
    """The convolution of an NHWC image with an HWIO filter, as a function of both."""

    def reference(x: Array, w: Array) -> Array:
        padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
        view = windows(padded, w.shape[:2], strides, dilations).astype(np.float64)
        channels, outputs = x.shape[3] // groups, w.shape[3] // groups
        parts = [
            np.einsum(
                "nxyhwc,hwco->nxyo",
                view[..., g * channels : (g + 1) * channels],
                w[..., g * outputs : (g + 1) * outputs],
            )
            for g in range(groups)
        ]
        return np.concatenate(parts, axis=3).astype(x.dtype)

    return reference


def nchw(reference: Reference) -> Reference:
    """A convolution of an NCHW image with an OIHW filter, from one of NHWC with HWIO."""
    return lambda x, w: np.moveaxis(
        reference(np.moveaxis(x, 1, 3), np.transpose(w, (2, 3, 1, 0))), 3, 1
    )
