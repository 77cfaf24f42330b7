# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The models in full size, compiled only: no dispatch that matters takes the general lowering."""

from collections.abc import Callable

import pytest

import iree.tenstorrent as tt
from models.gpt2 import gpt2
from models.programs import gpt2_program, mnist_program, resnet_program
from models.resnet import resnet
from tests.e2e.program import Program

_PROGRAMS: dict[str, Callable[[], Program]] = {
    "mnist": mnist_program,
    "resnet18": lambda: resnet_program(resnet.RESNET18, "resnet18"),
    "gpt2": lambda: gpt2_program(gpt2.GPT2_SMALL, "gpt2"),
}


@pytest.mark.parametrize("name", _PROGRAMS)
def test_work_is_on_the_tile_engines(name: str) -> None:
    dispatches = tt.compile_module(_PROGRAMS[name]().mlir).dispatches
    work = {dispatch: dispatch.calls * (dispatch.operations or 0) for dispatch in dispatches}
    total = sum(work.values())
    assert total > 1e6, "nothing to do"
    slow = {
        f"{dispatch.name}: {share / total:.1%}": dispatch.rejections
        for dispatch, share in work.items()
        if dispatch.lowering == "general" and share > 0.01 * total
    }
    assert not slow, slow
