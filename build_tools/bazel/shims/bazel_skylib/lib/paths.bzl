# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The part of skylib's `paths` that IREE uses."""

def _join(path, *others):
    """Joins POSIX path components; an absolute one starts over.

    Args:
      path: the first component.
      *others: the rest.

    Returns:
      The joined path.
    """
    result = path
    for other in others:
        if other.startswith("/"):
            result = other
        elif not result or result.endswith("/"):
            result += other
        else:
            result += "/" + other
    return result

paths = struct(
    join = _join,
)
