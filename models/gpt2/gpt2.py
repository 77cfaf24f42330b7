# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""One step of a GPT-2-shaped decoder (Radford et al. 2019) in JAX, with a cache of keys and values.

The step takes one token at a position, writes its keys and values into the cache, attends to all positions up to its
own, and gives the scores of the next token. Weights are seeded random numbers: what is measured is the work, not the
text.
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
    """Sizes of a decoder.

    Attributes:
      layers, heads, width: of the transformer; a head has width / heads features.
      vocabulary: number of tokens.
      context: positions in the cache.
    """

    layers: int = 12
    heads: int = 12
    width: int = 768
    vocabulary: int = 50257
    context: int = 1024


GPT2_SMALL = Config()
SMALL = Config(layers=2, heads=4, width=64, vocabulary=500, context=48)


def parameters(config: Config, seed: int = 0) -> Parameters:
    """A tree of f32 arrays, the same for the same seed."""
    generator = np.random.default_rng(seed)
    width = config.width

    def normal(*shape: int, scale: float = 0.02) -> Array:
        return (scale * generator.standard_normal(shape, np.float32)).astype(np.float32)

    def linear(inputs: int, outputs: int) -> Parameters:
        return {"weight": normal(inputs, outputs, scale=inputs**-0.5), "bias": normal(outputs)}

    def norm() -> Parameters:
        return {"scale": 1 + normal(width), "shift": normal(width)}

    layers = [
        {
            "attention_norm": norm(),
            "attention": linear(width, 3 * width),
            "projection": linear(width, width),
            "mlp_norm": norm(),
            "expand": linear(width, 4 * width),
            "contract": linear(4 * width, width),
        }
        for _ in range(config.layers)
    ]
    return {
        "tokens": normal(config.vocabulary, width, scale=width**-0.5),
        "positions": normal(config.context, width),
        # Row p is added to the scores of position p: nothing to those up to it, -inf to later ones.
        "causal": np.triu(np.full((config.context, config.context), -np.inf, np.float32), 1),
        "layers": layers,
        "norm": norm(),
    }


def empty_cache(config: Config) -> Array:
    """f32[layers, 2, heads, context, width / heads]: keys and values of each layer, nothing in them yet."""
    features = config.width // config.heads
    return np.zeros((config.layers, 2, config.heads, config.context, features), np.float32)


def step(parameters: Parameters, cache: Any, token: Any, position: Any) -> tuple[Any, Any]:
    """One token through the decoder.

    Args:
      parameters: what `parameters` gives.
      cache: keys and values of the positions before this one.
      token: i32 scalar.
      position: i32 scalar, where in the context the token stands.

    Returns:
      Scores f32[vocabulary] of the next token, and the cache with this position in it.
    """
    _, _, heads, _, features = cache.shape
    x = parameters["tokens"][token] + parameters["positions"][position]
    mask = parameters["causal"][position]
    new_cache = []
    for layer, past in zip(parameters["layers"], cache, strict=True):
        qkv = _linear(_norm(x, layer["attention_norm"]), layer["attention"])
        query, key, value = qkv.reshape(3, heads, features)
        now = jnp.stack([key, value])[:, :, None]
        past = jax.lax.dynamic_update_slice(past, now, (0, 0, position, 0))
        new_cache.append(past)
        keys, values = past
        scores = jnp.einsum("hf,hcf->hc", query, keys) * features**-0.5
        weights = jax.nn.softmax(scores + mask, axis=-1)
        attended = jnp.einsum("hc,hcf->hf", weights, values).reshape(-1)
        x = x + _linear(attended, layer["projection"])
        hidden = jax.nn.gelu(_linear(_norm(x, layer["mlp_norm"]), layer["expand"]))
        x = x + _linear(hidden, layer["contract"])
    return parameters["tokens"] @ _norm(x, parameters["norm"]), jnp.stack(new_cache)


def _linear(x: Any, layer: Parameters) -> Any:
    return x @ layer["weight"] + layer["bias"]


def _norm(x: Any, layer: Parameters) -> Any:
    centred = x - x.mean()
    return centred * jax.lax.rsqrt((centred**2).mean() + 1e-5) * layer["scale"] + layer["shift"]
