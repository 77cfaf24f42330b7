# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The models as programs: MLIR, arguments and what JAX or numpy makes of them. Tests and benchmarks run these."""

from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np

from models import jax_export
from models.gpt2 import gpt2
from models.mnist import digits, network, training
from models.resnet import resnet
from tests.e2e.program import Program
from tests.e2e.references import softmax
from tests.e2e.tolerances import F32_NETWORK


def mnist_program(batch: int = 64) -> Program:
    """The trained digits network on the first images of the test split."""
    split, test = digits.load()
    layers = training.train(split)
    return Program(
        f"mnist_batch_{batch}",
        network.export(layers, batch),
        [test.images[:batch]],
        lambda images: softmax(training.logits(layers, images)),
        F32_NETWORK,
    )


def resnet_program(config: resnet.Config, name: str) -> Program:
    """One random image."""
    image = np.random.default_rng(1).uniform(-1, 1, (1, config.image, config.image, 3))
    return _jax_program(name, resnet.resnet, [resnet.parameters(config), image.astype(np.float32)])


def gpt2_program(config: gpt2.Config, name: str) -> Program:
    """The step behind a cache that is half full, of random keys and values."""
    position = config.context // 2
    cache = gpt2.empty_cache(config)
    filled = cache[..., :position, :]
    filled[...] = np.random.default_rng(1).uniform(-1, 1, filled.shape)
    arguments = [gpt2.parameters(config), cache, np.asarray(7, np.int32)]
    return _jax_program(name, gpt2.step, [*arguments, np.asarray(position, np.int32)])


def _jax_program(name: str, function: Callable[..., Any], arguments: Sequence[Any]) -> Program:
    def reference(*leaves: Any) -> Any:
        del leaves
        return tuple(jax_export.leaves([jax.jit(function)(*arguments)]))

    return Program(
        name,
        jax_export.export(function, arguments),
        jax_export.leaves(arguments),
        reference,
        F32_NETWORK,
    )
