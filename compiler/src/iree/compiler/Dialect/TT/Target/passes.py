# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The HAL pass lists that take the place of IREE's where it would refuse an unregistered device.

They are IREE 3.13's own HAL transformation pipeline less `iree-hal-verify-devices` and less the passes that
run a registered backend; `test/pass_lists_test.py` compares them with what `iree-opt` reports.
"""

from __future__ import annotations

_SIMPLIFY = ",".join(
    f"{scope}(canonicalize,cse,iree-util-simplify-global-accesses,iree-util-apply-patterns)"
    for scope in ("util.func", "util.initializer")
)
CLEAN_UP = f"{_SIMPLIFY},iree-util-fold-globals,iree-util-fuse-globals"


def _module(*passes: str) -> str:
    return f"builtin.module({','.join(passes)})"


# From phase `stream` to phase `executable-sources`.
MATERIALIZE_INTERFACES = _module(
    "iree-hal-materialize-target-devices",
    "iree-hal-resolve-device-promises",
    CLEAN_UP,
    "iree-hal-materialize-interfaces",
    "iree-hal-prune-executables",
)

# The host side to the HAL dialect, with executables still as variants.
CONVERT_TO_HAL = _module(
    "iree-util-attribute-call-graph",
    "iree-hal-conversion",
    "iree-hal-outline-memoize-regions",
    CLEAN_UP,
    "iree-hal-prune-executables",
    "iree-hal-resolve-export-ordinals",
    "iree-hal-materialize-resource-caches",
    "iree-hal-resolve-topology-queries",
    "iree-hal-memoize-device-selection",
    "iree-hal-memoize-device-queries",
    CLEAN_UP,
    "util.func(iree-hal-elide-redundant-commands)",
    "util.initializer(iree-hal-elide-redundant-commands)",
    "iree-hal-initialize-devices",
    "iree-affine-expand-index-ops",
    "iree-lower-affine",
    "util.func(convert-scf-to-cf)",
    "util.initializer(convert-scf-to-cf)",
)

# After variants have become binaries: to phase `hal`.
FINISH_HAL = _module(
    "iree-hal-prune-executables",
    "symbol-dce",
    "iree-util-fixed-point-iterator{max-iterations=10 pipeline="
    f"{_module(CLEAN_UP, 'iree-util-ipo')}}}",
)
