# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Trains the perceptron: plain numpy, Adam on the cross entropy, a second on one core.

./bazelw run //models/mnist:training -- --output=weights.npz
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.mnist import digits

Array = NDArray[Any]

HIDDEN = (128, 64)
_EPOCHS = 40
_BATCH = 64
_RATE = 2e-3
_DECAY = (0.9, 0.999)


@dataclass(frozen=True)
class Layer:
    """x @ weight + bias: f32[inputs, outputs] and f32[outputs]."""

    weight: Array
    bias: Array


def train(data: digits.Digits, seed: int = 0) -> tuple[Layer, ...]:
    """Returns the trained layers; ReLU stands between them, softmax after the last."""
    generator = np.random.default_rng(seed)
    sizes = (data.images.shape[1], *HIDDEN, digits.CLASSES)
    parameters = [
        array
        for inputs, outputs in pairwise(sizes)
        for array in (
            generator.normal(0, np.sqrt(2 / inputs), (inputs, outputs)),
            np.zeros(outputs),
        )
    ]
    means = [np.zeros_like(array) for array in parameters]
    squares = [np.zeros_like(array) for array in parameters]
    step = 0
    for _ in range(_EPOCHS):
        order = generator.permutation(len(data.images))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            gradients = _gradients(parameters, data.images[batch], data.labels[batch])
            step += 1
            for i, gradient in enumerate(gradients):
                means[i] += (1 - _DECAY[0]) * (gradient - means[i])
                squares[i] += (1 - _DECAY[1]) * (gradient**2 - squares[i])
                mean = means[i] / (1 - _DECAY[0] ** step)
                square = squares[i] / (1 - _DECAY[1] ** step)
                parameters[i] -= _RATE * mean / (np.sqrt(square) + 1e-8)
    arrays = [array.astype(np.float32) for array in parameters]
    return tuple(map(Layer, arrays[::2], arrays[1::2]))


def logits(layers: Sequence[Layer], images: Array) -> Array:
    """The network in numpy, without the softmax: f32[n, 10]."""
    x = images
    for layer in layers[:-1]:
        x = np.maximum(x @ layer.weight + layer.bias, 0)
    return np.asarray(x @ layers[-1].weight + layers[-1].bias)


def save(layers: Sequence[Layer], path: Path) -> None:
    arrays = {f"weight{i}": layer.weight for i, layer in enumerate(layers)}
    arrays |= {f"bias{i}": layer.bias for i, layer in enumerate(layers)}
    np.savez(path, **arrays)  # type: ignore[arg-type]


def load(path: Path) -> tuple[Layer, ...]:
    """Reads what `save` wrote."""
    with np.load(path) as arrays:
        return tuple(
            Layer(arrays[f"weight{i}"], arrays[f"bias{i}"]) for i in range(len(arrays) // 2)
        )


def _gradients(parameters: list[Array], images: Array, labels: Array) -> list[Array]:
    """Of the mean cross entropy, for each parameter."""
    weights, biases = parameters[::2], parameters[1::2]
    inputs = [images.astype(np.float64)]
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        inputs.append(np.maximum(inputs[-1] @ weight + bias, 0))
    scores = inputs[-1] @ weights[-1] + biases[-1]
    exponentials = np.exp(scores - scores.max(1, keepdims=True))
    error = exponentials / exponentials.sum(1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    gradients: list[Array] = []
    for weight, x in zip(reversed(weights), reversed(inputs), strict=True):
        gradients[:0] = [x.T @ error, error.sum(0)]
        error = (error @ weight.T) * (x > 0)
    return gradients


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, help="where to write the weights (.npz)")
    arguments = parser.parse_args()
    training, test = digits.load()
    layers = train(training)
    for name, split in (("training", training), ("test", test)):
        right = int((logits(layers, split.images).argmax(1) == split.labels).sum())
        print(f"{name}: {right} of {len(split.labels)} right")
    if arguments.output:
        save(layers, arguments.output)


if __name__ == "__main__":
    main()
