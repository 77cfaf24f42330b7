# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""A JAX function on the device: jax.export writes StableHLO, the compiler takes it as it is.

    ./bazelw run //examples:from_jax

The function is a step of gradient descent, so forward and backward pass both run on the device. Its result is
compared with JAX's own.
"""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import export

import iree.tenstorrent as tt


def loss(weights: Any, x: Any, y: Any) -> Any:
    """Mean squared error of a layer of tanh units and a linear one."""
    hidden = jnp.tanh(x @ weights["hidden"])
    return ((hidden @ weights["output"] - y) ** 2).mean()


def descend(weights: Any, x: Any, y: Any) -> tuple[Any, Any]:
    """The loss, and the weights after one step."""
    value, gradients = jax.value_and_grad(loss)(weights, x, y)
    return value, jax.tree.map(lambda weight, gradient: weight - 0.5 * gradient, weights, gradients)


def main() -> None:
    generator = np.random.default_rng(0)
    weights = {
        "hidden": generator.normal(0, 0.5, (4, 32)).astype(np.float32),
        "output": generator.normal(0, 0.2, (32, 1)).astype(np.float32),
    }
    x = generator.uniform(-1, 1, (64, 4)).astype(np.float32)
    y = np.sin(x.sum(1, keepdims=True))

    # JAX to MLIR: `main` takes the leaves of the arguments one by one, and returns those of the results.
    exported = export.export(jax.jit(descend))(weights, x, y)
    compiled = tt.compile_module(exported.mlir_module())
    step = tt.load_module(compiled)["main"]
    print(f"{len(compiled.kernels)} kernels; {step.signature}")

    # The weights stay on the device from step to step.
    leaves, tree = jax.tree.flatten(weights)
    losses = []
    for _ in range(20):
        value, *leaves = step(*leaves, x, y)
        losses.append(float(np.asarray(value)))
    print(f"loss on the device: {losses[0]:.6f} -> {losses[-1]:.6f}")

    expected = weights
    for _ in range(20):
        value, expected = jax.jit(descend)(expected, x, y)
    print(f"loss in JAX:        {float(value):.6f} in the last step")
    result = jax.tree.unflatten(tree, [np.asarray(leaf) for leaf in leaves])
    for name, weight in expected.items():
        np.testing.assert_allclose(result[name], weight, rtol=1e-4, atol=1e-5)
    assert losses[-1] < losses[0] / 2, losses
    print("weights agree")


if __name__ == "__main__":
    main()
