# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Handwritten digits that scikit-learn ships: real scans of 8x8 pixels, split into training and test images."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

Array = NDArray[Any]

SIZE = 8
CLASSES = 10
_TEST_IMAGES = 360


@dataclass(frozen=True)
class Digits:
    """Images and what they show.

    Attributes:
      images: f32[n, 64], rows of pixels from 0 (paper) to 1 (ink).
      labels: int64[n], the digit.
    """

    images: Array
    labels: Array


def load() -> tuple[Digits, Digits]:
    """The training split (1437 images) and the test split (360), the same in every run."""
    data = load_digits()
    images = (data.data / data.data.max()).astype(np.float32)
    order = np.random.default_rng(0).permutation(len(images))
    test, training = order[:_TEST_IMAGES], order[_TEST_IMAGES:]
    return Digits(images[training], data.target[training]), Digits(images[test], data.target[test])
