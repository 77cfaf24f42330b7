# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""ResNet (He et al. 2015, https://arxiv.org/abs/1512.03385) for inference in JAX: images in NHWC, filters in HWIO.

Batch normalization is folded into a scale and a shift for each channel, as inference does. Weights are seeded random
numbers: what is measured is the work, not what the network recognizes.
"""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Parameters = dict[str, Any]


@dataclass(frozen=True)
class Config:
    """A ResNet of basic blocks.

    Attributes:
      image: height and width of the square images, of three channels.
      widths: channels of each stage.
      blocks: basic blocks of each stage.
      classes: width of the result.
    """

    image: int = 224
    widths: tuple[int, ...] = (64, 128, 256, 512)
    blocks: tuple[int, ...] = (2, 2, 2, 2)
    classes: int = 1000


RESNET18 = Config()
SMALL = Config(image=32, widths=(16, 32), blocks=(1, 1), classes=10)


def parameters(config: Config, seed: int = 0) -> Parameters:
    """A tree of f32 arrays, the same for the same seed."""
    generator = np.random.default_rng(seed)

    def filters(size: int, inputs: int, outputs: int) -> Parameters:
        """A convolution and the normalization behind it, of unit gain."""
        scale = np.sqrt(2 / (size * size * inputs))
        return {
            "filter": generator.normal(0, scale, (size, size, inputs, outputs)).astype(np.float32),
            "scale": generator.uniform(0.4, 0.8, outputs).astype(np.float32),
            "shift": generator.normal(0, 0.1, outputs).astype(np.float32),
        }

    stages: list[list[Parameters]] = []
    channels = config.widths[0]
    for width, count in zip(config.widths, config.blocks, strict=True):
        stage = []
        for index in range(count):
            block = {"first": filters(3, channels, width), "second": filters(3, width, width)}
            if channels != width or (index == 0 and stages):
                block["shortcut"] = filters(1, channels, width)
            stage.append(block)
            channels = width
        stages.append(stage)
    return {
        "stem": filters(7, 3, config.widths[0]),
        "stages": stages,
        "weight": generator.normal(0, channels**-0.5, (channels, config.classes)).astype(
            np.float32
        ),
        "bias": np.zeros(config.classes, np.float32),
    }


def resnet(parameters: Parameters, images: Any) -> Any:
    """Scores f32[n, classes] of images f32[n, size, size, 3]."""
    x = jax.nn.relu(_convolution(images, parameters["stem"], 2))
    x = jax.lax.reduce_window(
        x, -jnp.inf, jax.lax.max, (1, 3, 3, 1), (1, 2, 2, 1), [(0, 0), (1, 1), (1, 1), (0, 0)]
    )
    for number, stage in enumerate(parameters["stages"]):
        for index, block in enumerate(stage):
            x = _basic_block(x, block, 2 if number and not index else 1)
    return x.mean((1, 2)) @ parameters["weight"] + parameters["bias"]


def _basic_block(x: Any, block: Parameters, stride: int) -> Any:
    y = jax.nn.relu(_convolution(x, block["first"], stride))
    y = _convolution(y, block["second"], 1)
    shortcut = _convolution(x, block["shortcut"], stride) if "shortcut" in block else x
    return jax.nn.relu(y + shortcut)


def _convolution(x: Any, layer: Parameters, stride: int) -> Any:
    pad = layer["filter"].shape[0] // 2
    y = jax.lax.conv_general_dilated(
        x,
        layer["filter"],
        (stride, stride),
        [(pad, pad), (pad, pad)],
        dimension_numbers=("NHWC", "HWIO", "NHWC"),
    )
    return y * layer["scale"] + layer["shift"]
