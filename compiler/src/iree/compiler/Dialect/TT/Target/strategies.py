# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The strategies, in the order in which a dispatch is offered to them; the last one takes all."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Attention.strategy import Attention
from iree.tenstorrent.compiler.Conversion.Contraction.strategy import ContractionStrategy
from iree.tenstorrent.compiler.Conversion.DataMovement.strategy import DataMovement
from iree.tenstorrent.compiler.Conversion.Elementwise.strategy import Elementwise
from iree.tenstorrent.compiler.Conversion.General.strategy import GeneralLowering
from iree.tenstorrent.compiler.Conversion.Reduction.strategy import Reduction
from iree.tenstorrent.compiler.Target.strategy import Strategy

STRATEGIES: tuple[Strategy, ...] = (
    DataMovement(),
    Elementwise(),
    ContractionStrategy(),
    Attention(),
    Reduction(),
    GeneralLowering(),
)
