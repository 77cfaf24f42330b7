# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The tokenizer of uncased BERT models: words in lower case without accents, cut into the longest known pieces."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LONGEST_WORD = 100


def encode(
    sentences: Sequence[str], vocabulary: Mapping[str, int], length: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Token numbers i64[n, length] and a mask i64[n, length] that is 1 where there is a token.

    Raises:
      ValueError: a sentence has more tokens than `length`.
    """
    ids = np.full((len(sentences), length), vocabulary["[PAD]"], np.int64)
    mask = np.zeros((len(sentences), length), np.int64)
    for row, sentence in enumerate(sentences):
        pieces = ["[CLS]", *tokenize(sentence, vocabulary), "[SEP]"]
        if len(pieces) > length:
            raise ValueError(f"{len(pieces)} tokens, more than {length}: {sentence!r}")
        ids[row, : len(pieces)] = [vocabulary[piece] for piece in pieces]
        mask[row, : len(pieces)] = 1
    return ids, mask


def tokenize(sentence: str, vocabulary: Mapping[str, int]) -> list[str]:
    """The pieces of a sentence; a piece inside a word begins with ##."""
    return [piece for word in _words(sentence) for piece in _pieces(word, vocabulary)]


def _words(sentence: str) -> Iterator[str]:
    decomposed = unicodedata.normalize("NFD", sentence.lower())
    word = ""
    for character in decomposed:
        category = unicodedata.category(character)
        if category == "Mn":
            continue
        if character.isalnum():
            word += character
            continue
        if word:
            yield word
        word = ""
        if not character.isspace() and category[0] != "C":
            yield character
    if word:
        yield word


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[str]:
    if len(word) > _LONGEST_WORD:
        return ["[UNK]"]
    pieces: list[str] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if prefix + word[start:end] in vocabulary), None)
        if end is None:
            return ["[UNK]"]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
