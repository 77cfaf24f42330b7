# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The models, small, on the device: as in JAX or numpy, and as on llvm-cpu."""

import jax
import numpy as np

import iree.tenstorrent as tt
from models import jax_export
from models.gpt2 import gpt2
from models.programs import gpt2_program, resnet_program
from models.resnet import resnet
from tests.e2e.checker import LLVM_CPU, TENSTORRENT, check

_TARGETS = (TENSTORRENT, LLVM_CPU)


def test_resnet() -> None:
    check(resnet_program(resnet.SMALL, "resnet_small"), _TARGETS)


def test_decoder_step() -> None:
    check(gpt2_program(gpt2.SMALL, "gpt2_small_step"), _TARGETS)


def test_decoder_continues_a_text() -> None:
    """Five tokens, the cache of keys and values staying on the device, against JAX."""
    config = gpt2.SMALL
    parameters, cache = gpt2.parameters(config), gpt2.empty_cache(config)
    arguments = [parameters, cache, np.asarray(0, np.int32), np.asarray(0, np.int32)]
    module = tt.load_module(tt.compile_module(jax_export.export(gpt2.step, arguments)))
    weights = jax_export.leaves([parameters])
    device_cache, expected_cache = cache, cache
    token = np.asarray(3, np.int32)
    for step in range(5):
        position = np.asarray(step, np.int32)
        expected, expected_cache = jax.jit(gpt2.step)(parameters, expected_cache, token, position)
        scores, device_cache = module["main"](*weights, device_cache, token, position)
        token = np.asarray(np.asarray(scores).argmax(), np.int32)
        assert token == expected.argmax(), f"position {step}"
        np.testing.assert_allclose(np.asarray(scores), expected, rtol=1e-3, atol=1e-4)
