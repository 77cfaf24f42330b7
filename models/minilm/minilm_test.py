# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The pretrained sentence encoder: tokens, and the same embeddings as onnxruntime's."""

import numpy as np
import onnxruntime

from models.minilm import bert, checkpoint, similarity, wordpiece


def test_tokens() -> None:
    vocabulary = checkpoint.vocabulary()
    assert wordpiece.tokenize("Embeddings, naïvely!", vocabulary) == [
        "em",
        "##bed",
        "##ding",
        "##s",
        ",",
        "naive",
        "##ly",
        "!",
    ]
    ids, mask = wordpiece.encode(["hello world", "hi"], vocabulary, 6)
    assert ids.tolist() == [[101, 7592, 2088, 102, 0, 0], [101, 7632, 102, 0, 0, 0]]
    assert mask.tolist() == [[1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 0, 0]]


def test_embeddings_are_those_of_onnxruntime() -> None:
    sentences = similarity.SENTENCES
    weights = checkpoint.weights()
    ids, mask = wordpiece.encode(sentences, checkpoint.vocabulary(), similarity.LENGTH)
    model, names = bert.sentence_encoder(weights, *ids.shape)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    inputs = {"ids": ids, "mask": mask} | {name: np.asarray(weights[name]) for name in names}
    expected = session.run(None, inputs)[0]
    result = similarity.embeddings(sentences)
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-3)
    # And they mean something: pairs of sentences on one subject are closer than others.
    likeness = result @ result.T
    assert min(likeness[0, 1], likeness[2, 3]) > 0.4 > 0.2 > likeness[:2, 2:].max()
