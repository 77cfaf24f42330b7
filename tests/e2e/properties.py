# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Property-based tests: how many programs hypothesis draws, and what the drawn programs share.

Draws are the same in every run, so that a failure in CI is one here; more of them: IREE_TENSTORRENT_EXAMPLES=200. What
fails is shrunk to the smallest program that still fails.
"""

import os
from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

PROPERTY = settings(
    max_examples=int(os.environ.get("IREE_TENSTORRENT_EXAMPLES", "10")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def type_text(shape: Sequence[int], element: str) -> str:
    """ "4x8xf32", as programs name their inputs."""
    return "x".join([*map(str, shape), element])


def tensor(shape: Sequence[int], element: str) -> str:
    """ "tensor<4x8xf32>" """
    return f"tensor<{type_text(shape, element)}>"


def sizes(limit: int) -> st.SearchStrategy[int]:
    """Sizes of a dimension: any, and more often those around the edges of tiles."""
    edges = [size for size in (1, 31, 32, 33, 64, 65, 96, 128) if size <= limit]
    return st.one_of(st.sampled_from(edges), st.integers(1, limit))
