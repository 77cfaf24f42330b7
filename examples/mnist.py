# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Reads handwritten digits: a network trained in numpy on real scans, exported to MLIR, compiled and run on the device.

    ./bazelw run //examples:mnist -- --picture=/tmp/digits.png

Runs the whole test split on the Tenstorrent device and on IREE's llvm-cpu, and asserts that both read the same number
of digits right.
"""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from models.mnist import digits, network, picture, training
from numpy.typing import NDArray

import iree.tenstorrent as tt

# Target backend -> (device, flags of iree-compile).
_TARGETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "tenstorrent": ("tenstorrent", ()),
    "llvm-cpu": ("local-task", ("--iree-llvmcpu-target-cpu=host",)),
}
_SHOWN = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--weights", type=Path, help="what //models/mnist:training wrote; else trains"
    )
    parser.add_argument("--picture", type=Path, help="where to write the whole test split as a PNG")
    arguments = parser.parse_args()

    training_split, test_split = digits.load()
    start = time.perf_counter()
    layers = (
        training.load(arguments.weights) if arguments.weights else training.train(training_split)
    )
    shape = " -> ".join(
        str(size) for size in (layers[0].weight.shape[0], *(len(x.bias) for x in layers))
    )
    print(f"network {shape} ready in {_seconds(start)}")

    mlir = network.export(layers, len(test_split.images))
    results = {target: _classify(mlir, target, test_split.images) for target in _TARGETS}
    right = {target: int((guess == test_split.labels).sum()) for target, guess in results.items()}
    for target, count in right.items():
        print(
            f"{target}: {count} of {len(test_split.labels)} right ({count / len(test_split.labels):.4%})"
        )

    guesses = results["tenstorrent"].tolist()
    labels = test_split.labels.tolist()
    wrong = [
        i for i, (guess, label) in enumerate(zip(guesses, labels, strict=True)) if guess != label
    ]
    shown = sorted([*range(_SHOWN - len(wrong[:2])), *wrong[:2]])
    print(
        picture.as_text(
            test_split.images[shown], [guesses[i] for i in shown], [labels[i] for i in shown]
        )
    )
    if arguments.picture:
        picture.write_png(arguments.picture, test_split.images, guesses, labels, columns=20)
        print(f"wrote {arguments.picture}")

    assert right["tenstorrent"] == right["llvm-cpu"], right


def _classify(mlir: str, target: str, images: NDArray[Any]) -> NDArray[Any]:
    """Compiles for a target, runs all images at once, and returns the likeliest class of each."""
    device, flags = _TARGETS[target]
    start = time.perf_counter()
    compiled = tt.compile_module(mlir, target=target, flags=flags)
    built = _seconds(start)
    module = tt.load_module(compiled, device)
    start = time.perf_counter()
    probabilities = np.asarray(module["main"](images))
    print(f"{target}: compiled in {built}, ran in {_seconds(start)}")
    return np.asarray(probabilities.argmax(1))


def _seconds(start: float) -> str:
    return f"{time.perf_counter() - start:.2f} s"


if __name__ == "__main__":
    main()
