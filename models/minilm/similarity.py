# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""How similar sentences are, by a pretrained transformer on the device.

./bazelw run //models/minilm:similarity -- "A cat sits on the mat." "There is a kitten on the rug." "Shares fell."
"""

import argparse
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import iree.tenstorrent as tt
from models.minilm import bert, checkpoint, wordpiece
from models.onnx_import import import_onnx

LENGTH = 32
SENTENCES = (
    "A cat sits on the mat.",
    "There is a kitten lying on the rug.",
    "Shares fell sharply in early trading.",
    "The stock market opened lower today.",
)


def embeddings(sentences: Sequence[str]) -> NDArray[Any]:
    """f32[n, 384]: a vector of length 1 for each sentence, from the device."""
    weights = checkpoint.weights()
    ids, mask = wordpiece.encode(sentences, checkpoint.vocabulary(), LENGTH)
    model, names = bert.sentence_encoder(weights, *ids.shape)
    module = tt.load_module(tt.compile_module(import_onnx(model)))
    return np.asarray(module["encode"](ids, mask, *(weights[name] for name in names)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", nargs="*", default=SENTENCES)
    sentences = parser.parse_args().sentences
    vectors = embeddings(sentences)
    for row, sentence in zip(vectors @ vectors.T, sentences, strict=True):
        print(" ".join(f"{value:5.2f}" for value in row), sentence)


if __name__ == "__main__":
    main()
