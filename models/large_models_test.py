# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""ResNet-18 and the decoder in full size, on the device as in JAX and as on llvm-cpu."""

from models.gpt2 import gpt2
from models.programs import gpt2_program, resnet_program
from models.resnet import resnet
from tests.e2e.checker import LLVM_CPU, TENSTORRENT, check

_TARGETS = (TENSTORRENT, LLVM_CPU)


def test_resnet18() -> None:
    check(resnet_program(resnet.RESNET18, "resnet18"), _TARGETS)


def test_gpt2_step() -> None:
    check(gpt2_program(gpt2.GPT2_SMALL, "gpt2_step"), _TARGETS)
