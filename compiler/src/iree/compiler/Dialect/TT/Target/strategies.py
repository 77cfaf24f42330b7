# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The strategies, in the order in which a dispatch is offered to them; the last one takes all."""

from __future__ import annotations

from collections.abc import Iterator

from iree.tenstorrent.compiler.Target.strategy import Strategy, TakesTiles


def tiling_strategies() -> Iterator[TakesTiles]:
    """Those that heed layouts."""
    from iree.tenstorrent.compiler.Conversion.Contraction.strategy import ContractionStrategy

    yield ContractionStrategy()
    from iree.tenstorrent.compiler.Conversion.Attention.strategy import Attention

    yield Attention()
    from iree.tenstorrent.compiler.Conversion.Reduction.strategy import Reduction

    yield Reduction()


def fast_strategies() -> Iterator[Strategy]:
    """All but the last. Each is imported when a dispatch gets to it: many programs never get to the later ones."""
    from iree.tenstorrent.compiler.Conversion.DataMovement.strategy import DataMovement

    yield DataMovement()
    from iree.tenstorrent.compiler.Conversion.Elementwise.strategy import Elementwise

    yield Elementwise()
    from iree.tenstorrent.compiler.Conversion.Scatter.strategy import ScatterStrategy

    yield ScatterStrategy()
    from iree.tenstorrent.compiler.Conversion.Stencil.strategy import StencilStrategy

    yield StencilStrategy()
    from iree.tenstorrent.compiler.Conversion.Contraction.strategy import ContractionStrategy

    yield ContractionStrategy()
    from iree.tenstorrent.compiler.Conversion.Attention.strategy import Attention

    yield Attention()
    from iree.tenstorrent.compiler.Conversion.Reduction.strategy import Reduction

    yield Reduction()


def strategies() -> Iterator[Strategy]:
    """All of them."""
    yield from fast_strategies()
    from iree.tenstorrent.compiler.Conversion.General.strategy import GeneralLowering

    yield GeneralLowering()
